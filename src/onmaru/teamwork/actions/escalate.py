from datetime import timedelta

from django.db import transaction

from onmaru.events.actor import SYSTEM, agent
from onmaru.events.log import record
from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.queries import calendar_of
from onmaru.teamwork.accounting import who_leads
from onmaru.teamwork.events import ConversationEscalated
from onmaru.teamwork.models import Escalation

# Of open time, until somebody has to have answered.
WITHIN = timedelta(hours=1)


class NobodyToAsk(ValueError):
    """There is nobody at work who leads the team or runs the shop."""


@transaction.atomic
def escalate(conversation: Conversation, cause: Escalation.Cause, because: str, by: Agent | None) -> Escalation | None:
    """Ask whoever leads for help with a conversation, by a certain time, and put it first. None when help was asked for already."""
    # The lock makes the second of two equal posts wait and find the first.
    row = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if row.status == Conversation.Status.RESOLVED or Escalation.objects.still_open().filter(conversation=row).exists():
        return None
    owner = who_leads(row, besides=by.pk if by else None) or who_leads(row)
    if owner is None:
        raise NobodyToAsk
    now = clock.now()
    due_at = calendar_of(row.team_id).add(now, WITHIN) or now + WITHIN
    made = Escalation.objects.create(
        conversation=row, raised_at=now, raised_by=by, cause=cause, because=because[:300], owner=owner, due_at=due_at,
        priority_before=row.priority,
    )  # fmt: skip
    actor = agent(by.pk) if by else SYSTEM
    happened = ConversationEscalated(
        conversation_id=row.pk, escalation_id=made.pk, owner_id=owner.pk, cause=cause.value, because=made.because, due_at=due_at.isoformat()
    )
    record(happened, by=actor)
    prioritise(row, Conversation.Priority.URGENT, by=actor)
    return made
