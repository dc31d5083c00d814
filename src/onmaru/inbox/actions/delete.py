from collections.abc import Iterable

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.bulk.events import ConversationDeleted, ConversationUndeleted
from onmaru.inbox.models import Conversation, Dispatch
from onmaru.kit import clock

# On its way, or perhaps: whoever waits for it must be able to see what became of it.
LEAVING = [Dispatch.State.QUEUED, Dispatch.State.SENDING, Dispatch.State.HANDING_OVER, Dispatch.State.UNKNOWN]


class StillLeaving(ValueError):
    """A message of the conversation has not left yet."""


@transaction.atomic
def delete(conversation: Conversation, by: Actor = SYSTEM) -> bool:
    """Out of everybody's sight at once, to be purged later. False when it is."""
    rows = [row for row in locked_one(conversation) if row.deleted_at is None]
    if delete_locked(rows, by):
        raise StillLeaving
    return bool(rows)


def delete_locked(rows: Iterable[Conversation], by: Actor = SYSTEM) -> set[int]:
    """As `delete`, for rows that the caller holds locked; gives those that a message is still leaving."""
    kept = {row.pk for row in rows if row.deleted_at is None}
    leaving = set(
        Dispatch.objects.filter(message__conversation__in=kept, state__in=LEAVING).values_list("message__conversation_id", flat=True)
    )
    if gone := sorted(kept - leaving):
        Conversation.objects.filter(pk__in=gone).update(deleted_at=clock.now(), deleted_by=by.id if by.kind == "agent" else None)
        record(*(ConversationDeleted(conversation_id=number) for number in gone), by=by)
    return leaving


@transaction.atomic
def undelete(conversation: Conversation, by: Actor = SYSTEM) -> bool:
    """Bring a deleted conversation back as it was. False when it is not deleted, or purged."""
    kept = Conversation.objects.filter(pk=conversation.pk, deleted_at__isnull=False).update(deleted_at=None, deleted_by=None)
    if kept:
        record(ConversationUndeleted(conversation_id=conversation.pk), by=by)
    return bool(kept)
