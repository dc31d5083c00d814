from typing import Any

import structlog
from django.db import OperationalError, transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.actions._locked import locked
from onmaru.inbox.bulk.deeds import CannotDo, Deed, Outcomes, get
from onmaru.inbox.bulk.events import BulkFinished
from onmaru.inbox.bulk.facts import difference, facts_of
from onmaru.inbox.bulk.items import keep, mine
from onmaru.inbox.bulk.progress import count, slice_of
from onmaru.inbox.models import Bulk, BulkItem, Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent

log = structlog.get_logger(__name__)
State = BulkItem.State


def run_some(bulk_id: int) -> bool:
    """Do a bulk for a while, as many in one transaction as its deed takes; says whether any is left. May run twice, also at once."""
    bulk = Bulk.objects.select_related("author").filter(pk=bulk_id, finished_at=None).first()
    if bulk is None:
        return False
    Bulk.objects.filter(pk=bulk_id, started_at=None).update(started_at=clock.now())
    waiting = BulkItem.objects.filter(bulk=bulk, state=State.WAITING)
    deed, author = _known(bulk.deed), bulk.author
    if bulk.undo_asked_at:
        waiting.update(state=State.FAILED, reason="stopped")
    elif deed is None or author is None or not author.may(deed.permission):
        waiting.update(state=State.FAILED, reason="not_allowed")
    else:
        for numbers in slice_of(bulk, State.WAITING, deed.together):
            _handle(numbers, deed, author, bulk.parameters)
            if bulk.undo_asked_at:
                break
    count(bulk)
    if waiting.exists():
        return True
    _finish(bulk)
    return False


def _known(name: str) -> Deed | None:
    try:
        return get(name)
    except KeyError:
        return None


def _handle(numbers: list[int], deed: Deed, author: Agent, parameters: dict[str, Any]) -> None:
    try:
        _do(numbers, deed, author, parameters)
    except CannotDo as cannot:
        _give_up(numbers, cannot)
    except OperationalError:
        # The database's trouble, not the conversations': they are still waiting, and the job comes back.
        raise
    except Exception:
        if len(numbers) > 1:
            # One of them is at fault; the others do not pay for it.
            for number in numbers:
                _handle([number], deed, author, parameters)
            return
        log.exception("bulk.fault", item=numbers[0])
        _give_up(numbers, CannotDo("broken"))


@transaction.atomic
def _do(numbers: list[int], deed: Deed, author: Agent, parameters: dict[str, Any]) -> None:
    items = mine(numbers, State.WAITING)
    chosen = [item.conversation_id for item in items]
    rows = locked(Conversation.objects.visible_to(author).filter(pk__in=chosen))
    able = [row for row in rows if not row.merged_into_id]
    before = facts_of(row.pk for row in able)
    outcomes: Outcomes = dict.fromkeys(chosen, CannotDo("not_visible"))
    outcomes |= {row.pk: CannotDo("merged") if row.merged_into_id else {} for row in rows}
    if able:
        outcomes |= deed.do(able, author, parameters)
    after = facts_of(before)
    for item in items:
        outcome = outcomes[item.conversation_id]
        if isinstance(outcome, CannotDo):
            item.state, item.reason, item.values = State.FAILED, outcome.reason, outcome.values
        else:
            item.before, item.after = difference(before[item.conversation_id], after[item.conversation_id])
            item.values, item.state = outcome, State.DONE if outcome or item.before else State.UNCHANGED
    keep(items)


def _give_up(numbers: list[int], because: CannotDo) -> None:
    BulkItem.objects.filter(pk__in=numbers, state=State.WAITING).update(state=State.FAILED, reason=because.reason, values=because.values)


@transaction.atomic
def _finish(bulk: Bulk) -> None:
    if Bulk.objects.filter(pk=bulk.pk, finished_at=None).update(finished_at=clock.now()):
        by = actor.agent(bulk.author_id) if bulk.author_id else actor.SYSTEM
        record(BulkFinished(bulk_id=bulk.pk, done=bulk.done, unchanged=bulk.unchanged, failed=bulk.failed), by=by)
