"""Lengths and stretches of time and of numbers, as addresses write them: `2h`, `7d`, `over-30d`, `2026-01-01..2026-01-31`. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal, InvalidOperation

_LENGTH = re.compile(r"([1-9]\d{0,3})([mhdw])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
FIRST, LAST = date(1970, 1, 1), date(2999, 12, 30)


def length(text: str) -> timedelta:
    """`30m`, `2h`, `3d`, `1w`. Raises ValueError."""
    found = _LENGTH.fullmatch(text)
    if not found:
        raise ValueError(text)
    return int(found[1]) * _UNITS[found[2]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a moment, before another; None where it has no end."""

    since: datetime | None
    before: datetime | None


def stretch(text: str, now: datetime, zone: tzinfo) -> Stretch:
    """`today`, `yesterday`, `7d` (since then), `over-7d` (before that), a day, or `day..day` with either end open. Raises ValueError."""
    today = now.astimezone(zone).date()
    if text in {"today", "yesterday"}:
        day = today if text == "today" else today - timedelta(days=1)
        return Stretch(_morning(day, zone), _morning(day + timedelta(days=1), zone))
    if text.startswith("over-"):
        return Stretch(None, now - length(text.removeprefix("over-")))
    if _LENGTH.fullmatch(text):
        return Stretch(now - length(text), None)
    first, last = days(text)
    return Stretch(_morning(first, zone) if first else None, _morning(last + timedelta(days=1), zone) if last else None)


def days(text: str) -> tuple[date | None, date | None]:
    """`2026-01-05`, `2026-01-01..2026-01-31`, `2026-01-01..`, `..2026-01-31`. Raises ValueError."""
    start, dots, end = text.partition("..")
    first, last = _day(start), _day(end if dots else start)
    if (first is None and last is None) or (first and last and first > last):
        raise ValueError(text)
    return first, last


def _day(text: str) -> date | None:
    if not text:
        return None
    day = date.fromisoformat(text)
    if not FIRST <= day <= LAST or len(text) != 10:
        raise ValueError(text)
    return day


def _morning(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(0), tzinfo=zone)


def number(text: str) -> Decimal:
    """A number as people write it. Raises ValueError."""
    try:
        found = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not found.is_finite() or abs(found) >= 10**15:
        raise ValueError(text)
    return round(found, 6).normalize()


def numbers(text: str) -> tuple[Decimal | None, Decimal | None]:
    """`5`, `5..10`, `5..`, `..10`. Raises ValueError."""
    start, dots, end = text.partition("..")
    least = number(start) if start else None
    most = (number(end) if end else None) if dots else least
    if (least is None and most is None) or (least is not None and most is not None and least > most):
        raise ValueError(text)
    return least, most
