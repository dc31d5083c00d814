from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import MessageQueued, MessageSent
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def try_again(message: Message, by: Agent) -> bool:
    """Send a failed or uncertain message once more, under the same id. False when it is on its way or out."""
    states = [Dispatch.State.FAILED, Dispatch.State.BOUNCED, Dispatch.State.UNKNOWN]
    now = clock.now()
    if not Dispatch.objects.filter(pk=message.pk, state__in=states).update(state=Dispatch.State.QUEUED, due_at=now, reason=""):
        return False
    Conversation.objects.filter(pk=message.conversation_id).update(customer_waiting_since=None)
    record(MessageQueued(conversation_id=message.conversation_id, message_id=message.pk), by=actor.agent(by.pk))
    return True


@transaction.atomic
def accept_as_sent(message: Message, by: Agent) -> bool:
    """An agent found out that an uncertain message did arrive."""
    now = clock.now()
    if not Dispatch.objects.filter(pk=message.pk, state=Dispatch.State.UNKNOWN).update(state=Dispatch.State.SENT, sent_at=now):
        return False
    record(MessageSent(conversation_id=message.conversation_id, message_id=message.pk), by=actor.agent(by.pk))
    return True
