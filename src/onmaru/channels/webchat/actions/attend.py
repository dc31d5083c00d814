"""What the two sides tell each other while both are there."""

from django.db import transaction

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.attendance import room_of_visitor
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.whisper import whisper
from onmaru.events.log import tell
from onmaru.inbox.actions.mark_read import mark_delivered, mark_read
from onmaru.inbox.models import Message


@transaction.atomic
def show_typing(conversation_id: int, name: str, on: bool) -> None:
    """Tell the visitor that an agent writes. Never stored."""
    for chat in Chat.objects.of_conversation(conversation_id):
        whisper("typing", room_of_visitor(chat.visitor_id), conversation=chat.key, who="agent", name=name, on=on)


@transaction.atomic
def tell_typing(chat: Chat, on: bool) -> None:
    """Tell the desk that a visitor writes; what, nobody sees before they send it."""
    if number := conversation_of(chat):
        tell("typing", number, who="customer", on=on)


@transaction.atomic
def note_seen(conversation_id: int, message_id: int) -> None:
    """An agent has looked at what the visitor wrote, up to this message."""
    for chat in Chat.objects.select_for_update(no_key=True).of_conversation(conversation_id):
        theirs = chat.lines.filter(sort=Line.Sort.CREATED, message__direction=Message.Direction.IN, message__lte=message_id)
        seq = theirs.order_by("-seq").values_list("seq", flat=True).first() or 0
        if seq > chat.agent_read_seq:
            Chat.objects.filter(pk=chat.pk).update(agent_read_seq=seq)
            append(chat.pk, Line.Sort.STATUS, status="read", up_to_seq=seq)


@transaction.atomic
def note_read(chat: Chat, up_to: int) -> None:
    """The visitor has looked at everything up to a line."""
    row = Chat.objects.select_for_update(no_key=True).get(pk=chat.pk)
    up_to = min(up_to, row.last_seq)
    if up_to <= row.read_seq:
        return
    number = conversation_of(chat)
    if number:
        mark_read(number, _ours(row, row.read_seq, up_to))
    Chat.objects.filter(pk=row.pk).update(read_seq=up_to, delivered_seq=max(up_to, row.delivered_seq))


@transaction.atomic
def note_delivered(chat: Chat, up_to: int) -> None:
    """The visitor's widget has everything up to a line."""
    if Chat.objects.filter(pk=chat.pk, delivered_seq__lt=up_to).update(delivered_seq=up_to):
        mark_delivered(_ours(chat, chat.delivered_seq, up_to))


def _ours(chat: Chat, after: int, up_to: int) -> list[int]:
    lines = chat.lines.filter(sort=Line.Sort.CREATED, seq__gt=after, seq__lte=up_to, message__direction=Message.Direction.OUT)
    return [number for number in lines.values_list("message", flat=True) if number]


def conversation_of(chat: Chat) -> int | None:
    """The number of the conversation in which a chat goes on."""
    if chat.conversation is None:
        return None
    return chat.conversation.merged_into_id or chat.conversation.pk
