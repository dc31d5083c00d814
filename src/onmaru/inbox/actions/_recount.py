from onmaru.inbox.models import Attachment, Conversation, Message
from onmaru.inbox.writing import one_line


def recount(conversation_id: int) -> None:
    """Make a conversation's list line true again after messages moved in or out."""
    messages = Message.objects.filter(conversation_id=conversation_id)
    last = messages.filter(machine="", automatic=False).order_by("-created_at", "-id").first() or messages.order_by("-created_at").first()
    Conversation.objects.filter(pk=conversation_id).update(
        message_count=messages.count(),
        has_attachments=Attachment.objects.filter(message__conversation_id=conversation_id).exists(),
        **({"preview": one_line(last.text, 160), "last_activity_at": last.created_at} if last else {}),
    )
