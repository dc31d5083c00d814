"""How many were open at each moment of a day, and the picture of it. Pure."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# From when something was found to when it was over; None while it is not.
Open = tuple[datetime, datetime | None]
WIDTH, HEIGHT = 600, 96


def counted(spans: Iterable[Open], moments: list[datetime]) -> list[int]:
    """How many are open at each of these moments: what begins at one is, what ends at one is no more."""
    known = list(spans)
    begun = sorted(start for start, _ in known)
    ended = sorted(end for _, end in known if end is not None)
    return [bisect_right(begun, moment) - bisect_right(ended, moment) for moment in moments]


def moments(start: datetime, end: datetime, step: timedelta = timedelta(minutes=15)) -> list[datetime]:
    """From `start` in steps, and `end` itself."""
    count = max(int((end - start) / step), 0)
    return [*(start + step * number for number in range(count + (start + step * count < end))), end]


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    counts: list[int]
    path: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines that go up and down in steps, in units of WIDTH × HEIGHT; `hours` are where full hours stand, with what they are called."""

    lines: list[Line]
    hours: list[tuple[int, str]]
    most: int


def picture(start: datetime, now: datetime, end: datetime, missed: Iterable[Open], duplicates: Iterable[Open]) -> Picture:
    """Of a day from `start` to `end`, as far as it has come."""
    at = moments(start, now)
    both = {"missed": counted(missed, at), "duplicates": counted(duplicates, at)}
    most = max((count for counts in both.values() for count in counts), default=0)
    places = [_x(moment, start, end) for moment in at]
    return Picture([Line(name, counts, _path(places, counts, most)) for name, counts in both.items()], _hours(start, end), most)


def _x(moment: datetime, start: datetime, end: datetime) -> int:
    return round((moment - start) / (end - start) * WIDTH) if end > start else 0


def _path(places: list[int], counts: list[int], most: int) -> str:
    drawn: list[str] = []
    height = [HEIGHT - round(count / (most or 1) * HEIGHT) for count in counts]
    for number, place in enumerate(places):
        if not number:
            drawn.append(f"M{place} {height[0]}")
        else:
            drawn.append(f"H{place}")
            if height[number] != height[number - 1]:
                drawn.append(f"V{height[number]}")
    return "".join(drawn)


def _hours(start: datetime, end: datetime) -> list[tuple[int, str]]:
    hours = []
    moment = start.replace(minute=0, second=0, microsecond=0)
    while moment <= end:
        if moment >= start and moment.hour % 3 == 0:
            name = "24" if moment == end and moment.hour == 0 else f"{moment.hour}"
            hours.append((_x(moment, start, end), name))
        moment += timedelta(hours=1)
    return hours
