from collections.abc import Iterable

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.events import ConversationAssigned
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission


class CannotAnswer(ValueError):
    """The agent may not answer customers, so nothing can be theirs."""


@transaction.atomic
def assign(conversation: Conversation, to: Agent | None, by: Actor = SYSTEM) -> bool:
    """Make one agent, or nobody, accountable. False when it is so already."""
    return assign_locked(locked_one(conversation), to, by)


def assign_locked(rows: Iterable[Conversation], to: Agent | None, by: Actor = SYSTEM, bulk_id: int | None = None) -> bool:
    """As `assign`, for rows that the caller holds locked in its transaction, as part of a bulk or not."""
    if to is not None and not to.may(Permission.ANSWER):
        raise CannotAnswer
    number = to.pk if to else None
    others = [row for row in rows if row.assignee_id != number]
    if not others:
        return False
    Conversation.objects.filter(pk__in=[row.pk for row in others]).update(assignee=to)
    said = [ConversationAssigned(conversation_id=row.pk, agent_id=number, before_id=row.assignee_id, bulk_id=bulk_id) for row in others]
    record(*said, by=by)
    for row in others:
        row.assignee = to
    return True
