"""The occasions of the last days as they would have come, the latest first: by the order of rows, a stretch at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from onmaru.automation.arrivals import arrival
from onmaru.automation.rules import trigger as triggers
from onmaru.automation.rules.occasion import Occasion
from onmaru.automation.triggers import AGENT_SILENT, ARRIVED, CUSTOMER_SILENT
from onmaru.events.models import Event
from onmaru.inbox.models import Message

STRETCH = 500
In, Out = Message.Direction.IN, Message.Direction.OUT


@dataclass(frozen=True, slots=True)
class Look:
    """Occasions of one stretch of rows, how many rows that were, and where to go on; None at the end."""

    occasions: list[Occasion]
    rows: int
    place: int | None


def look(trigger: str, given: dict[str, Any], since: datetime, now: datetime, place: int | None) -> Look:
    """What lies below `place` (None: from the latest on)."""
    if trigger in (ARRIVED, CUSTOMER_SILENT, AGENT_SILENT):
        rows = _stretch(_messages(trigger), place)
        of_row = _of_message(trigger, timedelta(hours=int(given.get("hours", 24))), since, now)
        moments = [row.created_at for row in rows]
    else:
        rows = _stretch(Event.objects.all(), place)
        of_row = _of_event(trigger)
        moments = [row.at for row in rows]
    # Ids are given in about the order of time; a stretch that lies before as a whole is the end.
    over = len(rows) < STRETCH or max(moments) < since
    kept = [row for row, at in zip(rows, moments, strict=True) if at >= since]
    return Look([occasion for row in kept if (occasion := of_row(row))], len(rows), None if over else rows[-1].pk)


def _stretch(rows: QuerySet[Any], place: int | None) -> list[Any]:
    below = rows if place is None else rows.filter(pk__lt=place)
    return list(below.order_by("-pk")[:STRETCH])


def _messages(trigger: str) -> QuerySet[Message]:
    rows = Message.objects.only("conversation", "episode", "direction", "automatic", "machine", "created_at")
    if trigger == ARRIVED:
        return rows
    # Until whose word the silence lasted: anybody's after ours, only ours after theirs.
    said = Message.objects.filter(conversation=OuterRef("conversation"), automatic=False, machine="")
    later = said.filter(created_at__gt=OuterRef("created_at")).order_by("created_at")
    ended = later if trigger == CUSTOMER_SILENT else later.filter(direction=Out)
    # Whoever writes again before we answer has waited since they wrote first.
    before = said.filter(created_at__lt=OuterRef("created_at"), episode=OuterRef("episode")).order_by("-created_at")
    rows = rows.annotate(ended_at=Subquery(ended.values("created_at")[:1]), follows=Subquery(before.values("direction")[:1]))
    return rows.select_related("episode")


def _of_message(trigger: str, length: timedelta, since: datetime, now: datetime) -> Callable[[Any], Occasion | None]:
    def of_row(row: Any) -> Occasion | None:
        if row.machine or row.automatic or (row.direction == Out) != (trigger == CUSTOMER_SILENT):
            return None
        if trigger == ARRIVED:
            return arrival(row)
        if trigger == AGENT_SILENT and row.follows == In:
            return None
        due = row.created_at + length
        ends = [at for at in (row.ended_at, row.episode.resolved_at) if at]
        if due > now or due < since or any(at < due for at in ends):
            return None
        return Occasion(trigger, row.conversation_id, f"silence:{row.created_at.isoformat()}", due)

    return of_row


def _of_event(key: str) -> Callable[[Any], Occasion | None]:
    trigger = triggers.find(key)
    names = {event.name for event in trigger.events} if trigger else set()

    def of_row(row: Event) -> Occasion | None:
        if row.name not in names or row.conversation_id is None or trigger is None:
            return None
        happened = row.happening
        return Occasion(key, row.conversation_id, f"event:{row.pk}", row.at, happening=happened) if trigger.counts(happened) else None

    return of_row
