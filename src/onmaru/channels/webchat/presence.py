"""Whether a visitor can be answered where they wrote."""

from django.db.models import QuerySet

from onmaru.channels.webchat.attendance import AWAY_AFTER
from onmaru.channels.webchat.models import Chat
from onmaru.inbox.models import Message
from onmaru.kit import clock
from onmaru.kit.prepared import prepared


def is_here(chat: Chat) -> bool:
    """Whether their widget gave a sign lately."""
    return chat.visitor.seen_at > clock.now() - AWAY_AFTER


def is_out_of_reach(message: Message) -> bool:
    """Whether an answer had better leave by mail: they went, or asked for that, or wrote by mail last."""
    if any(last != message.channel_id for last in _wrote_last_by(message.conversation_id)):
        return True
    return any(chat.left_how == "email" or not is_here(chat) for chat in _last_chat(message.conversation_id))


@prepared
def _wrote_last_by(conversation: int) -> QuerySet[Message, int]:
    theirs = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN, machine="")
    return theirs.order_by("-created_at", "-id").values_list("channel_id", flat=True)[:1]


@prepared
def _last_chat(conversation: int) -> QuerySet[Chat]:
    return Chat.objects.of_conversation(conversation).select_related("visitor").last_written_first()[:1]
