from collections.abc import Iterable

import structlog
from django.db import OperationalError, transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.events.models import Event
from onmaru.inbox.actions._locked import locked
from onmaru.inbox.actions._recount import recount
from onmaru.inbox.bulk.back import put_back
from onmaru.inbox.bulk.deeds import CannotTakeBack, Deed, get
from onmaru.inbox.bulk.events import BulkUndone, ConversationRestored
from onmaru.inbox.bulk.items import keep, mine
from onmaru.inbox.bulk.progress import count, slice_of
from onmaru.inbox.events import ConversationSplit
from onmaru.inbox.models import Bulk, BulkItem, Conversation
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.people.models import Agent

log = structlog.get_logger(__name__)
State = BulkItem.State


@transaction.atomic
def ask_undo(bulk: Bulk, by: Agent) -> bool:
    """Stop a bulk, if it still runs, and take back what it did. False when it is too late, or was asked for already."""
    from onmaru.inbox.jobs import undo_bulk

    row = Bulk.objects.select_for_update(no_key=True).get(pk=bulk.pk)
    if not row.can_be_undone:
        return False
    Bulk.objects.filter(pk=bulk.pk).update(undo_asked_at=clock.now(), undo_asked_by=by, dismissed_at=None)
    enqueue_once(undo_bulk, f"undo_bulk:{bulk.pk}", bulk_id=bulk.pk)
    return True


def undo_some(bulk_id: int) -> bool:
    """Take a bulk back for a while, the last first, as many in one transaction as its deed takes; says whether anything is left."""
    rows = Bulk.objects.select_related("author", "undo_asked_by")
    bulk = rows.filter(pk=bulk_id, undo_asked_at__isnull=False, undone_at=None).first()
    if bulk is None:
        return False
    # A run that is still at it finds nothing more to do. The items it holds are done when this statement gets to it.
    BulkItem.objects.filter(bulk=bulk, state=State.WAITING).update(state=State.FAILED, reason="stopped")
    by = bulk.undo_asked_by or bulk.author
    if by is not None:
        deed = get(bulk.deed)
        for numbers in slice_of(bulk, State.DONE, deed.together, last_first=True):
            _handle(numbers, bulk, deed, by)
    count(bulk)
    if by is not None and BulkItem.objects.filter(bulk=bulk, state=State.DONE).exists():
        return True
    _finish(bulk)
    return False


def _handle(numbers: list[int], bulk: Bulk, deed: Deed, by: Agent) -> None:
    try:
        _take_back(numbers, bulk, deed, by)
    except CannotTakeBack as cannot:
        _keep(numbers, cannot.reason)
    except OperationalError:
        raise
    except Exception:
        if len(numbers) > 1:
            for number in numbers:
                _handle([number], bulk, deed, by)
            return
        log.exception("bulk.undo_fault", item=numbers[0])
        _keep(numbers, "broken")


@transaction.atomic
def _take_back(numbers: list[int], bulk: Bulk, deed: Deed, by: Agent) -> None:
    items = mine(numbers, State.DONE)
    rows = {row.pk: row for row in locked(Conversation.objects.filter(pk__in=[item.conversation_id for item in items]))}
    stopped = put_back({item.conversation_id: (item.before, item.after) for item in items}, even_if_changed=not deed.facts_decide)
    for item in items:
        if item.conversation_id in stopped:
            item.state, item.reason = State.KEPT, "changed"
            continue
        item.state = State.UNDONE
        if deed.take_back:
            deed.take_back(rows[item.conversation_id], by, item.values)
    keep(items)
    _recount_what_was_split(rows, bulk)
    back = [item.conversation_id for item in items if item.state == State.UNDONE]
    if back:
        record(*(ConversationRestored(conversation_id=one, bulk_id=bulk.pk, deed=deed.name) for one in back), by=actor.agent(by.pk))


def _recount_what_was_split(numbers: Iterable[int], bulk: Bulk) -> None:
    """Who waited here then may wait in a conversation of their own by now."""
    split = Event.objects.filter(name=ConversationSplit.name, conversation_id__in=list(numbers), at__gte=bulk.created_at)
    for number in set(split.values_list("conversation_id", flat=True)):
        recount(number)


def _keep(numbers: list[int], reason: str) -> None:
    BulkItem.objects.filter(pk__in=numbers, state=State.DONE).update(state=State.KEPT, reason=reason)


@transaction.atomic
def _finish(bulk: Bulk) -> None:
    now = clock.now()
    Bulk.objects.filter(pk=bulk.pk, finished_at=None).update(finished_at=now)
    if Bulk.objects.filter(pk=bulk.pk, undone_at=None).update(undone_at=now):
        by = actor.agent(bulk.undo_asked_by_id) if bulk.undo_asked_by_id else actor.SYSTEM
        record(BulkUndone(bulk_id=bulk.pk, undone=bulk.undone, kept=bulk.kept), by=by)
