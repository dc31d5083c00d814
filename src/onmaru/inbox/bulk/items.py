"""The rows of a bulk: which are next, and what became of each, written for many at once."""

import json
from collections.abc import Iterable

from django.db import connection

from onmaru.inbox.models import BulkItem

_KEEP = """
    UPDATE inbox_bulkitem AS item
    SET state = new.state, reason = new.reason, "values" = new."values", before = new.before, after = new.after
    FROM jsonb_to_recordset(%s::jsonb) AS new (id bigint, state text, reason text, "values" jsonb, before jsonb, after jsonb)
    WHERE item.id = new.id
"""
_KEPT = ("state", "reason", "values", "before", "after")


def mine(numbers: Iterable[int], state: BulkItem.State) -> list[BulkItem]:
    """Those that still are in this state, locked. Whoever holds an item is at it, and it is left to them."""
    return list(BulkItem.objects.select_for_update(skip_locked=True).filter(pk__in=numbers, state=state).order_by("pk"))


def keep(items: Iterable[BulkItem]) -> None:
    rows = [{"id": item.pk, **{name: getattr(item, name) for name in _KEPT}} for item in items]
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [json.dumps(rows)])
