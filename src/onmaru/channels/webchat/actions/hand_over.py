from django.db import transaction
from django.utils.translation import gettext as _

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.presence import is_out_of_reach
from onmaru.channels.webchat.tokens import new_key
from onmaru.inbox.models import Message
from onmaru.kit.rows import one


class NoVisitor(LookupError):
    """There is no chat in which it could be shown."""

    def __init__(self) -> None:
        self.reason = _("The visitor's chat is no longer there.")
        super().__init__(self.reason)


@transaction.atomic
def hand_over(message: Message) -> str:
    """Show an answer in its visitor's chat, once; gives its name there. Raises NoVisitor."""
    chat = _chat(message)
    # The lock makes two tries one after the other.
    Chat.objects.select_for_update(no_key=True).get(pk=chat.pk)
    shown = one(Line.objects.filter(chat=chat, message=message, sort=Line.Sort.CREATED))
    if shown:
        return shown.key
    key = new_key()
    append(chat.pk, Line.Sort.CREATED, message, key)
    return key


def hand_over_if_here(message: Message) -> str | None:
    """The same for a visitor who can be answered there; None for one who cannot."""
    if is_out_of_reach(message):
        return None
    try:
        return hand_over(message)
    except NoVisitor:
        return None


def _chat(message: Message) -> Chat:
    """The chat of the conversation; where two were merged, or a message was split off, the one in which the visitor wrote last."""
    newest = Chat.objects.order_by("-last_seq", "-id")
    chat = one(newest.of_conversation(message.conversation_id))
    to = next((handle for handle, _name in message.recipients.get("to", [])), "")
    if chat is None and to:
        chat = one(Chat.objects.filter(visitor__channel=message.channel_id, visitor__handle=to).order_by("-id"))
    if chat is None:
        raise NoVisitor
    return chat
