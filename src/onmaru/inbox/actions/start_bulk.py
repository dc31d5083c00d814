from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.bulk import deeds
from onmaru.inbox.bulk.events import BulkStarted
from onmaru.inbox.models import Bulk, Message
from onmaru.inbox.models.conversation import Conversations
from onmaru.kit import clock
from onmaru.kit.jobs import enqueue_once
from onmaru.people.models import Agent

# More at once is nothing that one person decides about.
MOST = 50_000

# What was chosen is fixed in one statement: what comes or changes later is not meant.
_CHOOSE = """
    INSERT INTO inbox_bulkitem (bulk_id, conversation_id, state, reason, "values", before, after)
    SELECT %s, chosen.id, 'waiting', '', '{{}}', '{{}}', '{{}}' FROM ({chosen}) AS chosen (id)
"""


class NothingChosen(ValueError):
    """No conversation is meant."""


class TooMany(ValueError):
    """More conversations than one bulk takes."""


class NotAllowed(PermissionError):
    """The agent may not do this, to one or to many."""


@transaction.atomic
def start_bulk(deed: str, parameters: dict[str, Any], chosen: Conversations, by: Agent, key: str = "") -> Bulk:
    """Have a deed done to all of `chosen` that the agent may see when their turn comes; once for a `key`."""
    from onmaru.inbox.jobs import run_bulk

    if not by.may(deeds.get(deed).permission):
        raise NotAllowed
    # The lock makes the second of two equal posts wait and find the first.
    Agent.objects.select_for_update(no_key=True).get(pk=by.pk)
    if key and (known := Bulk.objects.filter(author=by, key=key).first()):
        return known
    # What customers write from now on was not known to whoever answers them all.
    seen = Message.objects.order_by("-id").values_list("pk", flat=True).first() or 0
    bulk = Bulk.objects.create(deed=deed, parameters={**parameters, "seen": seen}, author=by, key=key, created_at=clock.now())
    bulk.total = _choose(bulk, chosen)
    if not bulk.total:
        raise NothingChosen
    if bulk.total > MOST:
        raise TooMany
    bulk.parameters["bulk"] = bulk.pk
    bulk.save(update_fields=["total", "parameters"])
    record(BulkStarted(bulk_id=bulk.pk, deed=deed, total=bulk.total), by=actor.agent(by.pk))
    enqueue_once(run_bulk, f"bulk:{bulk.pk}", bulk_id=bulk.pk)
    return bulk


def _choose(bulk: Bulk, chosen: Conversations) -> int:
    try:
        sql, values = chosen.order_by("pk").values("pk")[: MOST + 1].query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        # The inner query was compiled by the ORM; its values travel as parameters.
        cursor.execute(_CHOOSE.format(chosen=sql), [bulk.pk, *values])
        return cursor.rowcount
