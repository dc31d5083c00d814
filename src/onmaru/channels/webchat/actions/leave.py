from django.db import transaction

from onmaru.channels.webchat.actions.append import append
from onmaru.channels.webchat.actions.attend import conversation_of
from onmaru.channels.webchat.actions.reach import reach_by_email
from onmaru.channels.webchat.events import ChatEnded, ChatLeft
from onmaru.channels.webchat.models import Chat, Line
from onmaru.events.log import record
from onmaru.inbox.actions.ask_for_call import ask_for_call, want_no_call
from onmaru.inbox.models import Conversation
from onmaru.kit import clock


@transaction.atomic
def leave(chat: Chat, how: str, address: str) -> None:
    """A visitor goes and wants to be answered elsewhere. Their place in the queue stays."""
    row = Chat.objects.select_for_update(no_key=True).get(pk=chat.pk)
    number = conversation_of(chat)
    if (row.left_how, row.left_address) == (how, address) or number is None:
        return
    Chat.objects.filter(pk=row.pk).update(left_at=clock.now(), left_how=how, left_address=address, abandoned_at=None)
    conversation = Conversation.objects.get(pk=number)
    if how == "email":
        reach_by_email(number, address)
        want_no_call(conversation)
    else:
        ask_for_call(conversation, address)
    append(row.pk, Line.Sort.CONVERSATION, status="left", reach=how)
    record(ChatLeft(conversation_id=number, how=how))


@transaction.atomic
def end(chat: Chat) -> None:
    """A visitor has nothing more to say. Whether the matter is dealt with is for people to decide."""
    if Chat.objects.filter(pk=chat.pk, ended_at=None).update(ended_at=clock.now()):
        append(chat.pk, Line.Sort.CONVERSATION, status="ended")
        if number := conversation_of(chat):
            record(ChatEnded(conversation_id=number))
