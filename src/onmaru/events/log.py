"""The one door into the log: a row, the jobs of its reactions and a notice to open pages, all in the caller's transaction."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict
from typing import Any

from django.db import connection

from onmaru.events import reactions
from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.happening import Happening
from onmaru.events.models import Event
from onmaru.kit import clock

# The PostgreSQL notification channel that `events/stream.py` listens on.
CHANNEL = "onmaru"
_overhearing: ContextVar[list[int] | None] = ContextVar("overhearing", default=None)


@contextmanager
def overheard() -> Iterator[list[int]]:
    """The numbers of the lines that are recorded meanwhile by whoever is called: what something brought about.

    Whoever overhears from further out learns of them as well, once this is over.
    """
    numbers: list[int] = []
    outer = _overhearing.get()
    token = _overhearing.set(numbers)
    try:
        yield numbers
    finally:
        _overhearing.reset(token)
        if outer is not None:
            outer.extend(numbers)


def record(*happened: Happening, by: Actor = SYSTEM) -> None:
    """Write down what happened, in this order. Must run inside the transaction of the change itself."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{happened[0].name} was recorded outside the transaction of its change")
    events = [_event(one, by) for one in happened]
    touched = dict.fromkeys(thing for one in happened for thing in one.touches())
    lines = [
        value
        for event in events
        for value in (
            event.name, event.at, event.actor_kind, event.actor_id, event.conversation_id, event.customer_id, json.dumps(event.data),
        )
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_WRITE.format(rows=", ".join([_ROW] * len(events))), [*lines, CHANNEL, _notices(touched)])
        for event, [number] in zip(events, cursor.fetchall(), strict=True):
            event.pk = number
    if (listening := _overhearing.get()) is not None:
        listening.extend(event.pk for event in events)
    reactions.enqueue_for(zip(events, map(type, happened), strict=True))


def _event(happened: Happening, by: Actor) -> Event:
    return Event(
        name=happened.name,
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        conversation_id=getattr(happened, "conversation_id", None),
        customer_id=getattr(happened, "customer_id", None),
        data=asdict(happened),  # pyright: ignore[reportArgumentType]
    )


# The rows and their notices in one round trip: filing a mail records three events.
_ROW = "(%s, %s, %s, %s, %s, %s, %s::jsonb)"
_WRITE = """
    WITH written AS (
        INSERT INTO events_event (name, at, actor_kind, actor_id, conversation_id, customer_id, data) VALUES {rows} RETURNING id
    ), told AS MATERIALIZED (SELECT count(pg_notify(%s, notice)) FROM unnest(%s::text[]) AS notice)
    SELECT id FROM written, told ORDER BY id
"""


def announce(*touched: tuple[str, int]) -> None:
    """Tell open pages that these things changed, at commit. For changes not worth a line in the log (a draft, who is looking)."""
    if touched:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, notice) FROM unnest(%s::text[]) AS notice", [CHANNEL, _notices(touched)])


def tell(what: str, id: int, **more: Any) -> None:
    """Tell open pages all there is to know of something short-lived, at commit, so that none has to ask.

    Only what every agent may know: the stream asks nobody who they are.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"what": what, "id": id, **more}, separators=(",", ":"), ensure_ascii=False)]
        )


def _notices(touched: Iterable[tuple[str, int]]) -> list[str]:
    return [json.dumps({"what": what, "id": id}, separators=(",", ":")) for what, id in touched]
