"""Whether a visitor can be answered where they wrote."""

from onmaru.channels.webchat.attendance import AWAY_AFTER
from onmaru.channels.webchat.models import Chat
from onmaru.inbox.models import Message
from onmaru.kit import clock


def is_here(chat: Chat) -> bool:
    """Whether their widget gave a sign lately."""
    return chat.visitor.seen_at > clock.now() - AWAY_AFTER


def is_out_of_reach(message: Message) -> bool:
    """Whether an answer had better leave by mail: they went, or asked for that, or wrote by mail last."""
    theirs = Message.objects.filter(conversation=message.conversation_id, direction=Message.Direction.IN, machine="")
    last = theirs.order_by("-created_at", "-id").values_list("channel_id", flat=True).first()
    if last is not None and last != message.channel_id:
        return True
    chat = Chat.objects.of_conversation(message.conversation_id).select_related("visitor").order_by("-last_seq").first()
    return chat is not None and (chat.left_how == "email" or not is_here(chat))
