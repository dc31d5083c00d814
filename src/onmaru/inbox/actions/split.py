from collections.abc import Iterable

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._episode import open_episode
from onmaru.inbox.actions._recount import recount
from onmaru.inbox.events import ConversationSplit, MessageDetached
from onmaru.inbox.models import Conversation, Message, Participant
from onmaru.inbox.threading import thread_subject
from onmaru.inbox.writing import one_line
from onmaru.people.models import Agent


class CannotSplit(ValueError):
    """Nothing to move, everything would move, or nobody of the customer's side wrote what would move."""


@transaction.atomic
def split(conversation: Conversation, messages: Iterable[Message], by: Agent) -> Conversation:
    """Give some messages of a conversation one of their own, with whoever wrote the first of them."""
    row = Conversation.objects.select_for_update().get(pk=conversation.pk)
    moving = list(row.messages.filter(pk__in=[message.pk for message in messages]).select_related("identity__customer"))
    first = next((message for message in moving if message.is_in and message.identity), None)
    if not moving or len(moving) == row.messages.count() or first is None or first.identity is None:
        raise CannotSplit
    made = Conversation.objects.create(
        channel=first.channel,
        customer=first.identity.customer,
        subject=one_line(first.subject or row.subject, 250),
        thread_subject=thread_subject(first.subject),
        team_id=row.team_id,
        language=row.language,
        created_at=first.created_at,
        last_activity_at=first.created_at,
    )
    episode = open_episode(made, ordinal=1)
    Message.objects.filter(pk__in=[message.pk for message in moving]).update(conversation=made, episode=episode, filed_by="detached")
    Participant.objects.create(
        conversation=made, handle=first.identity.handle, name=first.sender_name[:120], role=Participant.Role.CUSTOMER
    )
    for conversation_id in (row.pk, made.pk):
        recount(conversation_id)
    who = actor.agent(by.pk)
    record(ConversationSplit(conversation_id=row.pk, to_id=made.pk, message_ids=[message.pk for message in moving]), by=who)
    return made


def detach(message: Message, by: Agent) -> Conversation:
    """Give one wrongly filed message a conversation of its own."""
    with transaction.atomic():
        made = split(message.conversation, [message], by)
        record(MessageDetached(conversation_id=message.conversation_id, message_id=message.pk, to_id=made.pk), by=actor.agent(by.pk))
    return made
