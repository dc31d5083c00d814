from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.presence import is_out_of_reach
from onmaru.channels.webchat.tokens import new_key
from onmaru.inbox.models import Message
from onmaru.kit.prepared import prepared


class NoVisitor(LookupError):
    """There is no chat in which it could be shown."""

    def __init__(self) -> None:
        self.reason = _("The visitor's chat is no longer there.")
        super().__init__(self.reason)


@transaction.atomic
def hand_over(message: Message) -> str:
    """Show an answer in its visitor's chat, once; gives its name there. Raises NoVisitor."""
    if (key := _show(message)) is None:
        raise NoVisitor
    return key


def hand_over_if_here(message: Message) -> str | None:
    """The same, inside the transaction of the answer, for a visitor who can be answered there; None for one who cannot."""
    return None if is_out_of_reach(message) else _show(message)


def _show(message: Message) -> str | None:
    chat = _locked(message)
    if chat is None:
        return None
    for known in _shown(chat.pk, message.pk):
        return known
    key = new_key()
    append(chat.pk, Line.Sort.CREATED, message, key)
    return key


def _locked(message: Message) -> Chat | None:
    """The chat of the conversation; where two were merged, or a message was split off, the one in which the visitor wrote last.

    The lock makes two tries one after the other.
    """
    to = next((handle for handle, _name in message.recipients.get("to", [])), "")
    found = _of_conversation(message.conversation_id) or (_of_visitor(message.channel_id, to) if to else [])
    return next(iter(found), None)


@prepared
def _of_conversation(number: int) -> QuerySet[Chat]:
    of_it = Chat.objects.of_conversation(number).last_written_first()
    return of_it.select_for_update(no_key=True, of=("self",))[:1]


@prepared
def _of_visitor(channel: int, handle: str) -> QuerySet[Chat]:
    theirs = Chat.objects.filter(visitor__channel=channel, visitor__handle=handle).order_by("-id")
    return theirs.select_for_update(no_key=True, of=("self",))[:1]


@prepared
def _shown(chat: int, message: int) -> QuerySet[Line, str]:
    return Line.objects.filter(chat=chat, message=message, sort=Line.Sort.CREATED).values_list("key", flat=True)
