from collections.abc import Iterable

from django.db import transaction

from onmaru.automation.events import PhraseAllowed, PhraseBanned
from onmaru.automation.models import BannedPhrase
from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.models import Agent


@transaction.atomic
def ban_phrases(pairs: Iterable[tuple[str, str]], by: Agent) -> None:
    """Make these the words that the shop would rather not say; what is no longer among them may be said again."""
    wanted: dict[str, tuple[str, str]] = {}
    for phrase, instead in pairs:
        words = " ".join(phrase.split())
        if words:
            wanted[words.casefold()] = (words, " ".join(instead.split()))
    for known in BannedPhrase.objects.select_for_update():
        pair = wanted.pop(known.phrase.casefold(), None)
        if pair is None:
            known.delete()
            record(PhraseAllowed(phrase=known.phrase), by=actor.agent(by.pk))
        elif pair != (known.phrase, known.instead):
            BannedPhrase.objects.filter(pk=known.pk).update(phrase=pair[0], instead=pair[1])
            record(PhraseBanned(phrase=pair[0], instead=pair[1]), by=actor.agent(by.pk))
    for phrase, instead in wanted.values():
        BannedPhrase.objects.create(phrase=phrase, instead=instead)
        record(PhraseBanned(phrase=phrase, instead=instead), by=actor.agent(by.pk))
