from django.db import transaction

from onmaru.events.log import record
from onmaru.inbox.events import MessageFolded
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.writing import preview
from onmaru.kit import clock


@transaction.atomic
def fold(message: Message) -> bool:
    """An abusive message is folded for who reads it, and no list shows its words. False when it was, or goes out."""
    if not message.is_in or not Message.objects.filter(pk=message.pk, folded_at=None).update(folded_at=clock.now()):
        return False
    shown = preview(message)
    message.folded_at = clock.now()
    # Unless something else was said since.
    Conversation.objects.filter(pk=message.conversation_id, preview=shown).update(preview=preview(message))
    record(MessageFolded(conversation_id=message.conversation_id, message_id=message.pk))
    return True
