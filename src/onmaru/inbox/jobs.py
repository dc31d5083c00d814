from collections.abc import Iterable
from datetime import timedelta

from onmaru.inbox.actions.look import forget_the_lost
from onmaru.inbox.actions.purge import purge
from onmaru.inbox.actions.run_bulk import run_some
from onmaru.inbox.actions.snooze import wake
from onmaru.inbox.actions.undo_bulk import undo_some
from onmaru.inbox.models import Bulk, Conversation, PortalKey
from onmaru.inbox.portal.mail import mail_key
from onmaru.kit import clock
from onmaru.kit.blobs import UNTOUCHED, forget_unheld
from onmaru.kit.jobs import enqueue, enqueue_missing, enqueue_once, every, job

# How long a deleted conversation can be brought back.
DELETED_KEPT = timedelta(days=30)


@every("* * * * *")
def wake_snoozed() -> None:
    """Bring back whose time has come. Looks at the fact, so a changed snooze needs no cancelling."""
    now = clock.now()
    due = Conversation.objects.filter(status=Conversation.Status.SNOOZED, snoozed_until__lte=now, deleted_at=None)
    for conversation in due.order_by("snoozed_until")[:1000]:
        # Many wake at ten: whoever puts one of them to sleep again meanwhile means that.
        wake(conversation, because="time", due=now)


@every("* * * * * */30")
def forget_lost_tabs() -> None:
    """Who left without a word is gone for the others too. One run for all tabs: none has to watch over another."""
    forget_the_lost()


@job(queue="bulk")
def run_bulk(bulk_id: int) -> None:
    """Some of a bulk, then the rest in another run: other work goes in between."""
    if run_some(bulk_id):
        enqueue_once(run_bulk, f"bulk:{bulk_id}", bulk_id=bulk_id)


@job(queue="bulk")
def undo_bulk(bulk_id: int) -> None:
    """Take some of a bulk back, then the rest in another run."""
    if undo_some(bulk_id):
        enqueue_once(undo_bulk, f"undo_bulk:{bulk_id}", bulk_id=bulk_id)


@every("* * * * *")
def look_after_bulks() -> None:
    """The rows are the queue: what a dead worker or a lost job left in the middle goes on from them."""
    unfinished = list(Bulk.objects.unfinished().values_list("pk", "undo_asked_at")[:100])
    enqueue_missing(run_bulk, {f"bulk:{pk}": {"bulk_id": pk} for pk, undo in unfinished if not undo})
    enqueue_missing(undo_bulk, {f"undo_bulk:{pk}": {"bulk_id": pk} for pk, undo in unfinished if undo})


@job(queue="outgoing")
def mail_portal_key(asked: int, language: str) -> None:
    """Send the link to whoever asked for it, if it is anybody we know."""
    mail_key(asked, language)


@every("35 * * * *")
def forget_portal_keys() -> None:
    """They are counted for minutes; nobody needs them for longer than a day."""
    PortalKey.objects.filter(asked_at__lt=clock.now() - timedelta(days=1)).delete()


def forget_later(blobs: Iterable[str]) -> None:
    """Files that a row no longer has go when nobody else has them; not at once, because somebody may just be giving the same one."""
    gone = sorted({blob for blob in blobs if blob})
    at = clock.now() + timedelta(seconds=UNTOUCHED, hours=1)
    for begin in range(0, len(gone), 500):
        enqueue(forget_blobs, at=at, keys=gone[begin : begin + 500])


@job(queue="bulk")
def forget_blobs(keys: list[str]) -> None:
    forget_unheld(keys)


@every("15 * * * *")
def purge_deleted() -> None:
    """Remove for good what nobody brought back."""
    late = Conversation.objects.deleted().filter(deleted_at__lt=clock.now() - DELETED_KEPT)
    for conversation in late.order_by("deleted_at")[:500]:
        purge(conversation)
