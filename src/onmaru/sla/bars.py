"""Lengths of time as bars, one below the other: by when half was done, and by when nine of ten. Drawn by `sla/_bars.html`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from onmaru.sla.wording import spoken

# In the picture's own units.
WIDTH, LINE = 400, 44
# The shortest is seen as well.
LEAST = 3


@dataclass(frozen=True, slots=True)
class Lengths:
    """Of one thing that takes time; `stands_out` where it is the one to look at."""

    name: str
    half: timedelta
    most: timedelta
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    label: str
    text_y: int
    y: int
    half: int
    most: int
    stands_out: bool


@dataclass(frozen=True, slots=True)
class Bars:
    bars: list[Bar]
    width: int
    height: int


def bars(rows: Iterable[Lengths]) -> Bars:
    given = list(rows)
    longest = max((row.most for row in given), default=timedelta()) or timedelta(seconds=1)
    drawn = [
        Bar(
            row.name,
            _label(row),
            place * LINE + 14,
            place * LINE + 22,
            _drawn(row.half, longest),
            _drawn(row.most, longest),
            row.stands_out,
        )
        for place, row in enumerate(given)
    ]
    return Bars(drawn, WIDTH, len(given) * LINE)


def _drawn(length: timedelta, longest: timedelta) -> int:
    return max(round(length / longest * WIDTH), LEAST)


def _label(row: Lengths) -> str:
    return _("{name}: half within {median}, nine of ten within {p90}").format(
        name=row.name, median=spoken(row.half, in_days=False), p90=spoken(row.most, in_days=False)
    )
