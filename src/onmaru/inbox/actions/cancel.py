from django.db import transaction

from onmaru.events import actor
from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.log import record
from onmaru.inbox.actions._recount import recount
from onmaru.inbox.actions._unanswer import unanswer
from onmaru.inbox.events import MessageCancelled
from onmaru.inbox.models import Attachment, Conversation, Dispatch, Draft, Message
from onmaru.kit import clock
from onmaru.people.models import Agent


@transaction.atomic
def cancel(message: Message, by: Agent) -> bool:
    """Take back a message that has not left; its text and files become the agent's draft again. False when it was too late."""
    # First the conversation, as everywhere: the customer's mail, which holds it, may want to stop the same message at this moment.
    Conversation.objects.select_for_update(no_key=True).get(pk=message.conversation_id)
    if not _cancel(message, "undone", actor.agent(by.pk)):
        return False
    mine = {"conversation": message.conversation, "agent": by, "purpose": Draft.Purpose.REPLY}
    begun = Draft.objects.filter(**mine).values_list("text", flat=True).first() or ""
    # What was begun since stays, beneath: whoever takes one answer back does not throw another away.
    text = "\n\n".join(part for part in (message.text, begun) if part.strip())
    draft, _ = Draft.objects.update_or_create(**mine, defaults={"text": text, "updated_at": clock.now()})
    Attachment.objects.filter(message=message).update(message=None, draft=draft)
    return True


@transaction.atomic
def cancel_unread(message: Message, by: Agent) -> bool:
    """Take back what was sent to many at once: the text is no draft of anybody. False when it was too late."""
    Conversation.objects.select_for_update(no_key=True).get(pk=message.conversation_id)
    return _cancel(message, "undone", actor.agent(by.pk))


def cancel_because_customer_wrote(conversation: Conversation) -> None:
    """Stop what was to be sent later unless the customer writes first: they wrote. Inside the caller's transaction."""
    waiting = Message.objects.filter(
        conversation=conversation, dispatch__state=Dispatch.State.QUEUED, dispatch__cancel_if_customer_writes=True
    )
    for message in waiting:
        _cancel(message, "customer wrote", SYSTEM)


def _cancel(message: Message, because: str, by: Actor) -> bool:
    # The conditional update is the race with the worker: whoever changes the row first wins.
    stopped = Dispatch.objects.filter(pk=message.pk, state=Dispatch.State.QUEUED).update(state=Dispatch.State.CANCELLED, reason=because)
    if stopped:
        unanswer(Dispatch.objects.get(pk=message.pk), message.conversation_id)
        recount(message.conversation_id)
        record(MessageCancelled(conversation_id=message.conversation_id, message_id=message.pk, because=because), by=by)
    return bool(stopped)
