from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
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
    row = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
    if row.deleted_at:
        return False
    if Dispatch.objects.filter(message__conversation=row, state__in=LEAVING).exists():
        raise StillLeaving
    Conversation.objects.filter(pk=row.pk).update(deleted_at=clock.now(), deleted_by=by.id if by.kind == "agent" else None)
    record(ConversationDeleted(conversation_id=row.pk), by=by)
    return True


@transaction.atomic
def undelete(conversation: Conversation, by: Actor = SYSTEM) -> bool:
    """Bring a deleted conversation back as it was. False when it is not deleted, or purged."""
    kept = Conversation.objects.filter(pk=conversation.pk, deleted_at__isnull=False).update(deleted_at=None, deleted_by=None)
    if kept:
        record(ConversationUndeleted(conversation_id=conversation.pk), by=by)
    return bool(kept)
