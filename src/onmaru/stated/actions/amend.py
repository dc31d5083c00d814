from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.language.facts import Fact, Kind, plain
from onmaru.people.models import Agent
from onmaru.stated.events import FactAmended
from onmaru.stated.models import Amendment

LONGEST = 200


class NotAFact(ValueError):
    """There is nothing to tell this fact from others by."""


@transaction.atomic
def note(conversation: Conversation, kind: Kind, text: str, by: Agent, instead_of: str = "") -> bool:
    """Note what the customer stated, instead of what was read where something was. Raises NotAFact. False when it is so already."""
    fact = _fact(kind, text)
    replaced = _fact(kind, instead_of) if instead_of else None
    if replaced and plain(replaced) != plain(fact):
        strike(conversation, kind, instead_of, by)
    return _keep(conversation, fact, Amendment.What.NOTED, by)


@transaction.atomic
def strike(conversation: Conversation, kind: Kind, text: str, by: Agent) -> bool:
    """Say that this does not hold: from here on it is neither shown nor handed on. Raises NotAFact. False when it is so already."""
    return _keep(conversation, _fact(kind, text), Amendment.What.STRUCK, by)


@transaction.atomic
def let_be(conversation: Conversation, kind: Kind, text: str, by: Agent) -> bool:
    """Take an amendment back: what was read holds again. False when there is none."""
    rows = Amendment.objects.about([conversation.pk]).filter(kind=kind, plain=plain(_fact(kind, text)))
    if not rows.delete()[0]:
        return False
    record(FactAmended(conversation_id=conversation.pk, kind=kind.value, what="let_be"), by=actor.agent(by.pk))
    return True


def _fact(kind: Kind, text: str) -> Fact:
    fact = Fact(kind, " ".join(text.split())[:LONGEST], 0)
    if not plain(fact):
        raise NotAFact
    return fact


def _keep(conversation: Conversation, fact: Fact, what: Amendment.What, by: Agent) -> bool:
    # One after another, so that two hands at once leave one row.
    Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    rows = Amendment.objects.about([conversation.pk]).filter(kind=fact.kind.value, plain=plain(fact))
    if rows.filter(what=what, text=fact.text).exists():
        return False
    rows.delete()
    Amendment.objects.create(
        conversation=conversation, kind=fact.kind.value, plain=plain(fact), text=fact.text, what=what, at=clock.now(), by=by
    )
    record(FactAmended(conversation_id=conversation.pk, kind=fact.kind.value, what=what.value), by=actor.agent(by.pk))
    return True
