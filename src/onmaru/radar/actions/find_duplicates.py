from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.radar.alike import doubled
from onmaru.radar.events import DuplicateFound
from onmaru.radar.gather import candidates_for, matter_of, shown, telling
from onmaru.radar.models import Duplicate


@transaction.atomic
def find_duplicates(conversation_id: int) -> None:
    """Compare a conversation with those that something points at, and note which are the same matter."""
    # Held, so that two looks at one conversation do not both find a pair for the first time.
    if not Conversation.objects.select_for_update(no_key=True).filter(pk=conversation_id).exists():
        return
    matter = matter_of(conversation_id)
    others = candidates_for(matter) if matter else []
    found = doubled(telling(matter, others), others) if matter and others else {}
    known = {pair.later_id + pair.earlier_id - conversation_id: pair for pair in Duplicate.objects.of(conversation_id)}
    said = shown(conversation_id) if found else {}
    for number, likeness in sorted(found.items()):
        reasons = [[str(kind), said.get((kind, value), value)] for kind, value in likeness.reasons]
        _note(conversation_id, number, likeness.score, reasons, known.pop(number, None))
    gone = [pair.pk for pair in known.values() if pair.ended_at is None]
    Duplicate.objects.filter(pk__in=gone).update(ended_at=clock.now(), ended=Duplicate.Ended.OVER)


def _note(one: int, other: int, score: float, reasons: list[list[str]], known: Duplicate | None) -> None:
    said = {"score": score, "reasons": reasons}
    earlier, later = sorted((one, other))
    if known is None:
        new = {**said, "found_at": clock.now()}
        pair, is_new = Duplicate.objects.get_or_create(earlier_id=earlier, later_id=later, defaults=new)
        if is_new:
            record(DuplicateFound(conversation_id=later, duplicate_id=pair.pk, other_id=earlier))
    # What somebody refused is never shown again.
    elif known.ended != Duplicate.Ended.REFUSED and (known.ended_at or known.reasons != reasons):
        Duplicate.objects.filter(pk=known.pk).update(**said, ended_at=None, ended="", ended_by=None)
