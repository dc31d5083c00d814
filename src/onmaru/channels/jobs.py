from datetime import timedelta

from onmaru.channels.actions import complete as completing
from onmaru.channels.actions import send as sending
from onmaru.channels.actions.understand import understand
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Dispatch
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once, every, job


@job(queue="ingest")
def ingest(delivery_id: int) -> None:
    understand(delivery_id)


@job(queue="ingest")
def complete(delivery_id: int) -> None:
    completing.complete(delivery_id)


@job(queue="outgoing")
def send(message_id: int) -> None:
    """Send one message, then wake the next of its conversation, which waited for this one."""
    sending.send(message_id)
    waiting = Dispatch.objects.filter(
        message__conversation__messages=message_id, pk__gt=message_id, state=Dispatch.State.QUEUED, due_at__lte=clock.now()
    )
    following = waiting.order_by("pk").values_list("pk", flat=True).first()
    if following:
        enqueue_once(send, f"send:{following}", message_id=following)


@job(queue="outgoing")
def find_out(message_id: int) -> None:
    sending.find_out(message_id)


@every("* * * * * */5", queue="outgoing")
def look_after_dispatches() -> None:
    """The row is the queue: whatever a dead worker, a restart or a lost job left behind goes on from its row."""
    now = clock.now()
    states = Dispatch.State
    due = Dispatch.objects.filter(state__in=[states.QUEUED, states.SENDING], due_at__lte=now)
    for message_id in due.order_by("due_at").values_list("pk", flat=True)[:500]:
        enqueue_once(send, f"send:{message_id}", message_id=message_id)
    doubtful = Dispatch.objects.filter(state__in=[states.HANDING_OVER, states.UNKNOWN], due_at__lte=now)
    for message_id in doubtful.order_by("due_at").values_list("pk", flat=True)[:500]:
        enqueue_once(find_out, f"find_out:{message_id}", message_id=message_id)


@every("* * * * * */20", queue="ingest")
def look_after_deliveries() -> None:
    """Deliveries whose job was lost or whose last try failed for a reason of ours."""
    late = Delivery.objects.filter(state=Delivery.State.WAITING, received_at__lt=clock.now() - timedelta(seconds=20))
    for delivery_id in late.order_by("received_at").values_list("pk", flat=True)[:500]:
        enqueue_once(ingest, f"ingest:{delivery_id}", delivery_id=delivery_id)
