from datetime import timedelta
from time import monotonic

from django.db import transaction

from onmaru.channels.actions import complete as completing
from onmaru.channels.actions import send as sending
from onmaru.channels.actions.count import forget_counted
from onmaru.channels.actions.understand import understand
from onmaru.channels.models import Delivery
from onmaru.channels.routes import TO_OUTSIDERS
from onmaru.inbox.models import Dispatch, SideDispatch
from onmaru.inbox.models.dispatch import Dispatches
from onmaru.inbox.models.side_dispatch import SideDispatches
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_missing, enqueue_once, every, job, take_along, type_of_job

A_MOMENT = timedelta(seconds=5)
# Seconds; a worker that is asked to stop waits for its jobs, and other work should not wait behind a flood of mail.
A_WHILE = 1.0
# Rows that one look takes up; the rest is for the next.
MOST = 500


@job(queue="ingest")
def ingest(delivery_id: int) -> None:
    """Understand one delivery, and for a while those that wait behind it."""
    understand(delivery_id)
    until = monotonic() + A_WHILE
    while monotonic() < until and _ingest_another():
        pass


@transaction.atomic
def _ingest_another() -> bool:
    another = take_along(ingest)
    if another is None:
        return False
    understand(**another)
    return True


@job(queue="ingest")
def complete(delivery_id: int) -> None:
    completing.complete(delivery_id)


@job(queue="outgoing")
def send(message_id: int) -> None:
    """Send one message, then wake the next of its conversation, which waited for this one."""
    sending.send(message_id)
    waiting = Dispatch.objects.ready(clock.now()).filter(message__conversation__messages=message_id, pk__gt=message_id)
    following = waiting.order_by("pk").values_list("pk", flat=True).first()
    if following:
        enqueue_once(send, f"send:{following}", message_id=following)


@job(queue="outgoing")
def find_out(message_id: int) -> None:
    sending.find_out(message_id)


@job(queue="outgoing")
def send_side(message_id: int) -> None:
    """Send one message to an outsider, then wake the next of its thread."""
    sending.send(message_id, TO_OUTSIDERS)
    waiting = SideDispatch.objects.ready(clock.now()).filter(message__thread__messages=message_id, pk__gt=message_id)
    following = waiting.order_by("pk").values_list("pk", flat=True).first()
    if following:
        enqueue_once(send_side, f"send_side:{following}", message_id=following)


@job(queue="outgoing")
def find_out_side(message_id: int) -> None:
    sending.find_out(message_id, TO_OUTSIDERS)


@every("* * * * * */5", queue="outgoing")
def look_after_dispatches() -> None:
    """The row is the queue: whatever a dead worker, a restart or a lost job left behind goes on from its row."""
    _look_after(Dispatch.objects.all(), send, find_out)
    _look_after(SideDispatch.objects.all(), send_side, find_out_side)


def _look_after(ways: Dispatches | SideDispatches, sends: type_of_job, finds_out: type_of_job) -> None:
    now = clock.now()
    # Its own job is a moment slower than its time; this is for rows whose job is lost.
    ready = ways.ready(now - A_MOMENT).order_by("due_at").values_list("pk", flat=True)[:MOST]
    enqueue_missing(sends, {f"{_short(sends)}:{pk}": {"message_id": pk} for pk in ready})
    doubtful = ways.in_doubt().filter(due_at__lte=now, claimed_at__lte=now - sending.SOONEST_LOOK)
    looks = doubtful.order_by("due_at").values_list("pk", flat=True)[:MOST]
    enqueue_missing(finds_out, {f"{_short(finds_out)}:{pk}": {"message_id": pk} for pk in looks})


def _short(work: type_of_job) -> str:
    return work.name.rpartition(".")[2]


@every("* * * * * */20", queue="ingest")
def look_after_deliveries() -> None:
    """Deliveries whose job was lost or whose last try failed for a reason of ours."""
    late = Delivery.objects.filter(state=Delivery.State.WAITING, received_at__lt=clock.now() - timedelta(seconds=20))
    waiting = late.order_by("received_at").values_list("pk", flat=True)[:MOST]
    enqueue_missing(ingest, {f"ingest:{pk}": {"delivery_id": pk} for pk in waiting})


@every("43 * * * *")
def forget_old_counts() -> None:
    forget_counted()
