"""The one door into the log: a row, the jobs of its reactions and a notice to open pages, all in the caller's transaction."""

import json
from dataclasses import asdict

from django.db import connection

from onmaru.events import reactions
from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.happening import Happening
from onmaru.events.models import Event
from onmaru.kit import clock

# The PostgreSQL notification channel that `events/stream.py` listens on.
CHANNEL = "onmaru"


def record(happened: Happening, by: Actor = SYSTEM) -> Event:
    """Write down what happened. Must run inside the transaction of the change itself."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{happened.name} was recorded outside the transaction of its change")
    event = Event.objects.create(
        name=happened.name,
        at=clock.now(),
        actor_kind=by.kind,
        actor_id=by.id,
        conversation_id=getattr(happened, "conversation_id", None),
        customer_id=getattr(happened, "customer_id", None),
        data=asdict(happened),  # pyright: ignore[reportArgumentType]
    )
    reactions.enqueue_for(event, type(happened))
    announce(*happened.touches())
    return event


def announce(*touched: tuple[str, int]) -> None:
    """Tell open pages that these things changed, at commit. For changes not worth a line in the log (a draft, who is looking)."""
    if touched:
        with connection.cursor() as cursor:
            notices = [json.dumps({"what": what, "id": id}, separators=(",", ":")) for what, id in touched]
            cursor.execute("SELECT pg_notify(%s, notice) FROM unnest(%s::text[]) AS notice", [CHANNEL, notices])
