from onmaru.channels.jobs import send
from onmaru.events.reactions import on
from onmaru.inbox.events import MessageQueued
from onmaru.inbox.models import Dispatch
from onmaru.kit.jobs import enqueue_once


@on(MessageQueued)
def deliver(event: MessageQueued) -> None:
    """Hand a queued message to its channel when it is due."""
    dispatch = Dispatch.objects.filter(pk=event.message_id, state=Dispatch.State.QUEUED).first()
    if dispatch:
        enqueue_once(send, f"send:{event.message_id}", at=dispatch.due_at, message_id=event.message_id)
