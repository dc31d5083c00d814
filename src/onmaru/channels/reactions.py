from onmaru.channels.actions.forget import forget_payloads
from onmaru.channels.jobs import send, send_side
from onmaru.events.reactions import on
from onmaru.inbox.bulk.events import ConversationPurged
from onmaru.inbox.events import MessageQueued, SideMessageQueued
from onmaru.inbox.models import Dispatch, SideDispatch
from onmaru.kit.jobs import enqueue_once


@on(MessageQueued)
def deliver(event: MessageQueued) -> None:
    """Hand a queued message to its channel when it is due."""
    dispatch = Dispatch.objects.filter(pk=event.message_id, state=Dispatch.State.QUEUED).first()
    if dispatch:
        enqueue_once(send, f"send:{event.message_id}", at=dispatch.due_at, message_id=event.message_id)


@on(ConversationPurged)
def empty_payloads(event: ConversationPurged) -> None:
    """What its messages were made of goes with it."""
    forget_payloads(event.delivery_ids)


@on(SideMessageQueued)
def deliver_side(event: SideMessageQueued) -> None:
    """The same for a message to an outsider."""
    dispatch = SideDispatch.objects.filter(pk=event.side_message_id, state=SideDispatch.State.QUEUED).first()
    if dispatch:
        enqueue_once(send_side, f"send_side:{dispatch.pk}", at=dispatch.due_at, message_id=dispatch.pk)
