"""Whether somebody answers now, when they do next, and how long answers took lately. Reads only.

It is kept for a moment, because every widget asks.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import connection

from onmaru.inbox.hours import calendar_of
from onmaru.inbox.models import Channel
from onmaru.kit import clock

KEPT = timedelta(minutes=1)
WINDOW = timedelta(days=14)
# Fewer answers say little about the next.
ENOUGH = 5
# First answers by people, the latest few hundred. Those who wrote while the shop was open waited as whoever writes now will.
_LATEST = """
    SELECT episode.started_at, episode.first_response_at
    FROM inbox_episode AS episode JOIN inbox_conversation AS conversation ON conversation.id = episode.conversation_id
    WHERE conversation.channel_id = %(channel)s AND conversation.spam_marked_at IS NULL
      AND episode.first_response_at IS NOT NULL AND episode.started_at >= %(since)s
    ORDER BY episode.started_at DESC LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class Openness:
    """`opens_at` is set while closed, `closes_at` while open; both None where it never opens."""

    is_open: bool
    opens_at: datetime | None
    closes_at: datetime | None
    # The middle of what visitors waited lately; None where too few were answered to say.
    usual_wait: timedelta | None


def openness(channel: Channel) -> Openness:
    return _openness(channel.pk, channel.team_id, int(clock.now().timestamp() // KEPT.total_seconds()))


@lru_cache(maxsize=64)
def _openness(channel_id: int, team_id: int | None, slot: int) -> Openness:
    now = clock.now()
    calendar = calendar_of(channel_id, team_id)
    span = next(iter(calendar.spans(now)), None)
    is_open = span is not None and span[0].timestamp() <= now.timestamp()
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, {"channel": channel_id, "since": now - WINDOW})
        waited = sorted(answered - asked for asked, answered in cursor.fetchall() if calendar.is_open(asked))
    return Openness(
        is_open=is_open,
        opens_at=span[0] if span and not is_open else None,
        closes_at=span[1] if span and is_open else None,
        usual_wait=waited[len(waited) // 2] if len(waited) >= ENOUGH else None,
    )
