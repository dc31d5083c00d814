from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor, agent
from onmaru.events.log import record
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.teamwork.events import EscalationEnded
from onmaru.teamwork.models import Escalation

Ended = Escalation.Ended


@transaction.atomic
def take_over(escalation: Escalation, by: Agent) -> bool:
    """Whoever was asked for help does it themselves. False when it had ended."""
    if not _end(escalation, Ended.TAKEN_OVER, agent(by.pk)):
        return False
    assign(escalation.conversation, by, agent(by.pk))
    return True


@transaction.atomic
def guide(escalation: Escalation, by: Agent, words: str) -> bool:
    """Say what to do, in a note that calls whoever has the conversation. False when it had ended."""
    if not _end(escalation, Ended.GUIDED, agent(by.pk)):
        return False
    note(escalation.conversation, by, _called(escalation, words))
    return True


@transaction.atomic
def hand_back(escalation: Escalation, by: Agent, words: str) -> bool:
    """It needs no help: it goes on as it was before, and the note says why. False when it had ended."""
    if not _end(escalation, Ended.HANDED_BACK, agent(by.pk)):
        return False
    note(escalation.conversation, by, _called(escalation, words))
    _put_back(escalation, agent(by.pk))
    return True


@transaction.atomic
def end_escalation(escalation: Escalation, by: Actor = SYSTEM, put_back: bool = False) -> bool:
    """The matter is over, or a rule's escalation is taken back (`put_back`: its priority too). False when it had ended."""
    if not _end(escalation, Ended.OVER, by):
        return False
    if put_back:
        _put_back(escalation, by)
    return True


def _end(escalation: Escalation, ended: Escalation.Ended, by: Actor) -> bool:
    author = by.id if by.kind == "agent" else None
    still = Escalation.objects.still_open().filter(pk=escalation.pk)
    if not still.update(ended=ended, ended_at=clock.now(), ended_by=author):
        return False
    happened = EscalationEnded(
        conversation_id=escalation.conversation_id, escalation_id=escalation.pk, ended=ended.value, raised_by_id=escalation.raised_by_id
    )
    record(happened, by=by)
    return True


def _put_back(escalation: Escalation, by: Actor) -> None:
    """Unless somebody has thought better of it since."""
    now = Conversation.objects.get(pk=escalation.conversation_id)
    if now.priority == Conversation.Priority.URGENT:
        prioritise(now, Conversation.Priority(escalation.priority_before), by=by)


def _called(escalation: Escalation, words: str) -> str:
    has_it = Conversation.objects.values_list("assignee__name", flat=True).get(pk=escalation.conversation_id)
    return f"@{has_it} {words}" if has_it else words
