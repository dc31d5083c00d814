from django.db.models import Min

from onmaru.inbox.models import Conversation, SideMessage, SideThread


def mark_answered(conversation_id: int) -> None:
    """Let the conversation's line say since when an outsider's answer waits to be read; nothing that counts for the customer changes."""
    waiting = SideThread.objects.unread().filter(conversation=conversation_id)
    Conversation.objects.filter(pk=conversation_id).update(outsider_answered_at=waiting.aggregate(at=Min("answered_at"))["at"])


def named(message: SideMessage) -> dict[str, int]:
    """What every event of a side message says."""
    return {"conversation_id": message.thread.conversation_id, "side_thread_id": message.thread_id, "side_message_id": message.pk}
