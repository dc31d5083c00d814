from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._undelivered import UNDELIVERED, note_undelivered
from onmaru.inbox.events import MessageQueued, MessageSent
from onmaru.inbox.models import Conversation, Dispatch, Message
from onmaru.inbox.writing import external_id
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def try_again(message: Message, by: Agent) -> bool:
    """Send a failed, uncertain or returned message once more. False when it is on its way or out."""
    dispatch = Dispatch.objects.select_for_update().filter(pk=message.pk, state__in=UNDELIVERED).first()
    if dispatch is None:
        return False
    if dispatch.state == Dispatch.State.BOUNCED:
        # It was taken once, so this is another mail: servers forget a second one with a known id, and our own copy of the first would
        # pass for its proof. One that may not have been taken keeps its id, by which a receiver can tell that two are one.
        message.external_id = external_id(message.conversation_id, (dispatch.via or message.channel).handle)
        message.save(update_fields=["external_id"])
    dispatch.state, dispatch.due_at, dispatch.attempts, dispatch.reason = Dispatch.State.QUEUED, clock.now(), 0, ""
    dispatch.save(update_fields=["state", "due_at", "attempts", "reason"])
    Conversation.objects.filter(pk=message.conversation_id).update(customer_waiting_since=None)
    note_undelivered(message.conversation_id)
    record(MessageQueued(conversation_id=message.conversation_id, message_id=message.pk), by=actor.agent(by.pk))
    return True


@transaction.atomic
def accept_as_sent(message: Message, by: Agent) -> bool:
    """An agent found out that an uncertain message did arrive."""
    now = clock.now()
    if not Dispatch.objects.filter(pk=message.pk, state=Dispatch.State.UNKNOWN).update(state=Dispatch.State.SENT, sent_at=now, reason=""):
        return False
    note_undelivered(message.conversation_id)
    record(MessageSent(conversation_id=message.conversation_id, message_id=message.pk), by=actor.agent(by.pk))
    return True
