from collections.abc import Iterable

from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked_one
from onmaru.inbox.models import Conversation
from onmaru.inbox.view_events import ConversationPrioritised


@transaction.atomic
def prioritise(conversation: Conversation, priority: Conversation.Priority, by: Actor = SYSTEM) -> bool:
    """Say how soon a conversation has to be looked at. False when it is so already."""
    return prioritise_locked(locked_one(conversation), priority, by)


def prioritise_locked(rows: Iterable[Conversation], priority: Conversation.Priority, by: Actor = SYSTEM) -> bool:
    """As `prioritise`, for rows that the caller holds locked in its transaction."""
    others = [row for row in rows if row.priority != priority]
    if not others:
        return False
    Conversation.objects.filter(pk__in=[row.pk for row in others]).update(priority=priority)
    record(*(ConversationPrioritised(conversation_id=row.pk, priority=int(priority), before=row.priority) for row in others), by=by)
    return True
