from django.db import transaction

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.models import Conversation
from onmaru.inbox.view_events import ConversationPrioritised


@transaction.atomic
def prioritise(conversation: Conversation, priority: Conversation.Priority, by: Actor = SYSTEM) -> bool:
    """Say how soon a conversation has to be looked at. False when it is so already."""
    before = Conversation.objects.select_for_update(no_key=True).values_list("priority", flat=True).get(pk=conversation.pk)
    if before == priority:
        return False
    Conversation.objects.filter(pk=conversation.pk).update(priority=priority)
    record(ConversationPrioritised(conversation_id=conversation.pk, priority=int(priority), before=before), by=by)
    return True
