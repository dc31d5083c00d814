"""What the board shows to an agent: what is missed, what is there twice, and how the day and the evenings before it went."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q

from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.queries import calendar_of
from onmaru.radar.actions.merge_pair import kept
from onmaru.radar.day import Picture, picture
from onmaru.radar.models import Duplicate, Evening, Miss
from onmaru.radar.wording import how, reasons

SHOWN = 30
MOST_COUNTED = 1000
EVENINGS = 14
# Of a day's spans: beyond that a picture says "very many" either way.
DRAWN = 5000


@dataclass(frozen=True, slots=True)
class Missed:
    miss: Miss
    how: str


@dataclass(frozen=True, slots=True)
class Pair:
    pair: Duplicate
    why: str
    source: Conversation
    target: Conversation


def board(agent: Agent) -> dict[str, Any]:
    now = clock.now()
    missed, pairs = Miss.objects.visible_to(agent), Duplicate.objects.visible_to(agent)
    rows = missed.still_open().select_related("conversation__customer__person", "conversation__channel", "delivery__channel")
    misses = [Missed(miss, how(miss, now)) for miss in rows.order_by("since", "pk")[: SHOWN + 1]]
    both = ("earlier", "later")
    beside = [f"{side}__{name}" for side in both for name in ("customer__person", "channel", "assignee")]
    found = pairs.still_open().select_related(*beside).order_by("-found_at", "-pk")
    duplicates = [Pair(pair, reasons(pair), *kept(pair)) for pair in found[: SHOWN + 1]]
    return {
        "misses": misses[:SHOWN],
        "duplicates": duplicates[:SHOWN],
        "missed_count": _counted(misses, missed),
        "duplicate_count": _counted(duplicates, pairs),
        "picture": _picture(now, missed, pairs),
        "evenings": list(Evening.objects.all()[:EVENINGS])[::-1],
        "now": now,
    }


def _counted(shown: list[Any], rows: Any) -> int:
    """What fits the screen was read already."""
    return len(shown) if len(shown) <= SHOWN else len(rows.still_open().values_list("pk")[:MOST_COUNTED])


def _picture(now: datetime, missed: Any, pairs: Any) -> Picture:
    zone = calendar_of(None).zone
    start = datetime.combine(now.astimezone(zone).date(), time(0), tzinfo=zone)
    of_today = Q(ended_at=None) | Q(ended_at__gte=start)
    spans = [list(rows.filter(of_today).values_list("found_at", "ended_at")[:DRAWN]) for rows in (missed, pairs)]
    return picture(start, now.astimezone(zone), start + timedelta(days=1), *spans)
