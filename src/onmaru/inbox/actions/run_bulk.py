from typing import Any

import structlog
from django.db import OperationalError, transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.bulk.deeds import CannotDo, Deed, get
from onmaru.inbox.bulk.events import BulkFinished
from onmaru.inbox.bulk.facts import difference, facts_of
from onmaru.inbox.bulk.progress import count, slice_of
from onmaru.inbox.models import Bulk, BulkItem, Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent

log = structlog.get_logger(__name__)
State = BulkItem.State


def run_some(bulk_id: int) -> bool:
    """Do a bulk for a while, one transaction a conversation; says whether anything is left. May run twice, and at the same time."""
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
        for number in slice_of(bulk, State.WAITING, "pk"):
            _handle(number, deed, author, bulk.parameters)
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


def _handle(number: int, deed: Deed, author: Agent, parameters: dict[str, Any]) -> None:
    try:
        _do(number, deed, author, parameters)
    except CannotDo as cannot:
        _give_up(number, cannot.reason, cannot.values)
    except OperationalError:
        # The database's trouble, not the conversation's: it is still waiting, and the job comes back.
        raise
    except Exception:
        log.exception("bulk.fault", item=number)
        _give_up(number, "broken", {})


@transaction.atomic
def _do(number: int, deed: Deed, author: Agent, parameters: dict[str, Any]) -> None:
    # Whoever holds the item is at it; one that is done is not waiting any more.
    item = BulkItem.objects.select_for_update(skip_locked=True).filter(pk=number, state=State.WAITING).first()
    if item is None:
        return
    rows = Conversation.objects.visible_to(author).select_for_update(no_key=True, of=("self",)).select_related("channel")
    conversation = rows.filter(pk=item.conversation_id).first()
    if conversation is None:
        raise CannotDo("not_visible")
    if conversation.merged_into_id:
        raise CannotDo("merged")
    before = facts_of(conversation.pk)
    memo = deed.do(conversation, author, parameters)
    item.before, item.after = difference(before, facts_of(conversation.pk))
    item.values, item.state = memo, State.DONE if memo or item.before else State.UNCHANGED
    item.save(update_fields=["state", "values", "before", "after"])


def _give_up(number: int, reason: str, values: dict[str, Any]) -> None:
    BulkItem.objects.filter(pk=number, state=State.WAITING).update(state=State.FAILED, reason=reason, values=values)


@transaction.atomic
def _finish(bulk: Bulk) -> None:
    if Bulk.objects.filter(pk=bulk.pk, finished_at=None).update(finished_at=clock.now()):
        by = actor.agent(bulk.author_id) if bulk.author_id else actor.SYSTEM
        record(BulkFinished(bulk_id=bulk.pk, done=bulk.done, unchanged=bulk.unchanged, failed=bulk.failed), by=by)
