"""What happens at the desk is shown in the visitor's chat."""

from typing import Any

from django.db import transaction

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.attendance import room_of_visitor
from onmaru.channels.webchat.models import Chat, Line
from onmaru.channels.webchat.queue import waiting
from onmaru.channels.webchat.tokens import new_key
from onmaru.channels.webchat.whisper import whisper
from onmaru.events.reactions import on, on_many
from onmaru.inbox.events import (
    ConversationAssigned,
    ConversationReopened,
    ConversationResolved,
    MessageCorrected,
    MessageSent,
    MessageWithdrawn,
)
from onmaru.inbox.models import Conversation, Message
from onmaru.people.models import Agent

Sort = Line.Sort
# Who waits further back is told when they ask.
MOST_TOLD = 50


@on(ConversationAssigned)
def show_agent(event: ConversationAssigned) -> None:
    agent = Agent.objects.filter(pk=event.agent_id).first() if event.agent_id else None
    _append_news([event.conversation_id], Sort.AGENT, name=agent.name if agent else "")


@on_many(ConversationResolved)
def show_resolved(happened: list[ConversationResolved]) -> None:
    numbers = [event.conversation_id for event in happened]
    _append_news(numbers, Sort.CONVERSATION, status="resolved")
    tell_queue(*numbers)


@on(ConversationReopened)
def show_reopened(event: ConversationReopened) -> None:
    _append_news([event.conversation_id], Sort.CONVERSATION, status="open")


@on(MessageCorrected)
def show_corrected(event: MessageCorrected) -> None:
    _show_change(event.message_id, Sort.UPDATED)


@on(MessageWithdrawn)
def show_withdrawn(event: MessageWithdrawn) -> None:
    _show_change(event.message_id, Sort.DELETED)


@on(MessageSent)
@transaction.atomic
def show_what_left_by_mail(event: MessageSent) -> None:
    """An answer that left by another way stands in the chat as well, for when its visitor comes back.

    Not once somebody has answered by mail: the address was typed by whoever chatted, and who reads mail there may be somebody else, whose
    words, and what we answer to them, are not for the chat.
    """
    message = Message.objects.filter(pk=event.message_id, dispatch__via__isnull=False).first()
    if message is None:
        return tell_queue(event.conversation_id)
    elsewhere = Message.objects.filter(conversation=message.conversation_id, direction=Message.Direction.IN)
    if elsewhere.exclude(channel=message.channel_id).exists():
        return None
    for chat in Chat.objects.select_for_update(no_key=True).of_conversation(message.conversation_id):
        if not chat.lines.filter(message=message, sort=Sort.CREATED).exists():
            append(chat.pk, Sort.CREATED, message, new_key())
    return None


def tell_queue(*conversations: int) -> None:
    """Those who wait behind have moved up."""
    chats = Chat.objects.of_conversation(*conversations).values_list("conversation", flat=True)
    for channel in Conversation.objects.filter(pk__in=list(chats)).order_by().values_list("channel", flat=True).distinct():
        behind = waiting(channel).order_by("customer_waiting_since").values("pk")[:MOST_TOLD]
        for visitor in Chat.objects.filter(conversation__in=list(behind.values_list("pk", flat=True))).values_list("visitor_id", flat=True):
            whisper("queue", room_of_visitor(visitor))


def _show_change(message_id: int, sort: Line.Sort) -> None:
    """Of ours; a visitor's own change was shown in the transaction that made it."""
    message = Message.objects.filter(pk=message_id, direction=Message.Direction.OUT).first()
    if message is None:
        return
    with transaction.atomic():
        for chat in Chat.objects.filter(lines__message=message, lines__sort=Sort.CREATED):
            last = chat.lines.filter(message=message).order_by("-seq").first()
            changed = message.edited_at if sort == Sort.UPDATED else message.deleted_at
            if last and changed and last.at <= changed:
                append(chat.pk, sort, message)


@transaction.atomic
def _append_news(conversations: list[int], sort: Line.Sort, **data: Any) -> None:
    """Once, however often it is asked for."""
    for chat in Chat.objects.select_for_update(no_key=True).of_conversation(*conversations).order_by("pk"):
        last = chat.lines.filter(sort=sort).order_by("-seq").first()
        if last is None or last.data != data:
            append(chat.pk, sort, **data)
