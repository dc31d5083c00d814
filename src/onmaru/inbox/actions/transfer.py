from collections.abc import Iterable

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.actions.assign import assign_locked
from onmaru.inbox.events import ConversationTransferred
from onmaru.inbox.handing import Handed, go_along
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent, Team


@transaction.atomic
def transfer(
    conversation: Conversation, to: Team | None, because: str = "", by: Actor = SYSTEM, agent: Agent | None = None, cause: str = ""
) -> bool:
    """Give a conversation to another team, and to one of its agents where named. False when it is there already."""
    rows = locked_one(conversation)
    moved = transfer_locked(rows, to, because, by, agent, cause=cause)
    if agent is not None and not moved:
        assign_locked(rows, agent, by)
    return moved


def transfer_locked(
    rows: Iterable[Conversation],
    to: Team | None,
    because: str = "",
    by: Actor = SYSTEM,
    agent: Agent | None = None,
    bulk_id: int | None = None,
    cause: str = "",
) -> bool:
    """As `transfer`, for rows that the caller holds locked; those that are in the team already stay as they are."""
    number = to.pk if to else None
    moved = [row for row in rows if row.team_id != number]
    if not moved:
        return False
    handed = [Handed(row, row.team_id, row.assignee_id, to, agent, cause, because, by) for row in moved]
    Conversation.objects.filter(pk__in=[row.pk for row in moved]).update(team=to)
    record(
        *(
            ConversationTransferred(conversation_id=row.pk, team_id=number, before_id=row.team_id, because=because, bulk_id=bulk_id)
            for row in moved
        ),
        by=by,
    )
    # In a new team's queue nobody owns it until somebody takes it.
    assign_locked(moved, agent, by, bulk_id)
    for row in moved:
        row.team = to
    go_along(handed)
    return True
