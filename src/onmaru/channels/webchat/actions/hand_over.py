from django.db import transaction
from django.utils.translation import gettext as _

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.tokens import new_key
from onmaru.inbox.models import Channel
from onmaru.inbox.outbound import Outbound
from onmaru.kit.rows import one


class NoVisitor(LookupError):
    """There is no chat in which it could be shown."""

    def __init__(self) -> None:
        self.reason = _("The visitor's chat is no longer there.")
        super().__init__(self.reason)


@transaction.atomic
def hand_over(outbound: Outbound, channel: Channel) -> str:
    """Show an answer in its visitor's chat, once; gives its name there. Raises NoVisitor."""
    chat = _chat(outbound, channel)
    # The lock makes two tries one after the other.
    Chat.objects.select_for_update(no_key=True).get(pk=chat.pk)
    shown = one(Line.objects.filter(chat=chat, message=outbound.message_id, sort=Line.Sort.CREATED))
    if shown:
        return shown.key
    key = new_key()
    append(chat.pk, Line.Sort.CREATED, outbound.message_id, key)
    return key


def _chat(outbound: Outbound, channel: Channel) -> Chat:
    """The chat of the conversation; where two were merged, or a message was split off, the one in which the visitor wrote last."""
    newest = Chat.objects.order_by("-last_seq", "-id")
    chat = newest.of_conversation(outbound.conversation_id).first()
    if chat is None and outbound.to:
        chat = Chat.objects.filter(visitor__channel=channel, visitor__handle=outbound.to[0].handle).order_by("-id").first()
    if chat is None:
        raise NoVisitor
    return chat
