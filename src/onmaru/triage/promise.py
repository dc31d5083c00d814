"""What may be promised to somebody who has just written: by when a person answers, and how that is put. Pure.

The past speaks: how long first answers took lately, in open time, at this hour on days like this; where that is too little, in this part of
the day; then on the whole channel; and where there is no past yet, the habit of the kind of channel. Those who wait at this moment
speak as well: nobody is promised less than what it takes to answer them at the pace of a busy hour.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from onmaru.people.hours import Calendar

# Fewer first answers than this say little about the next one.
ENOUGH = 10
USUAL, NEARLY_ALWAYS = 0.5, 0.8
# Nobody is promised an answer sooner than this, however fast the shop was.
SOONEST = timedelta(minutes=30)
PARTS_OF_DAY = ((0, 6), (6, 9), (9, 12), (12, 15), (15, 18), (18, 24))

Breadth = Literal["hour", "part of day", "channel", "default"]


@dataclass(frozen=True, slots=True)
class Answered:
    """One first answer of a person: when it was asked for, and when it left."""

    asked_at: datetime
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What lately happened on a channel. `waiting` are the moments since when others wait now; `pace` first answers of a busy hour."""

    answered: tuple[Answered, ...] = ()
    waiting: tuple[datetime, ...] = ()
    pace: int = 0


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a promise is what it is: the breadth of the past it rests on, its size, and its percentiles in open time."""

    breadth: Breadth
    size: int
    usual: timedelta | None
    nearly_always: timedelta
    ahead: int


@dataclass(frozen=True, slots=True)
class Promise:
    """`due_at` None: a shop that never opens promises no time. `usual` is set where it can be said of this very moment."""

    due_at: datetime | None
    usual: timedelta | None
    # Set while we are closed: when we open next.
    opens_at: datetime | None
    # More people wait than usual, so the promise is later than usual.
    busy: bool
    basis: Basis


def promise(now: datetime, calendar: Calendar, history: History, otherwise: timedelta) -> Promise:
    """`otherwise` is the open time promised where there is no past to go by."""
    basis = _basis(now, calendar, history, otherwise)
    queue = _time_for(len(history.waiting), history.pace) if basis.usual is not None else timedelta(0)
    due = calendar.add(now, max(basis.nearly_always, queue, SOONEST))
    opens = calendar.next_opening(now)
    closed = opens is not None and opens.timestamp() > now.timestamp()
    busy = queue > max(basis.nearly_always, SOONEST)
    usual = None if due is None or closed or busy else _usual(now, calendar, basis)
    if due is not None:
        # "Usually within 2 hours, by 12:55 at the latest" would be odd two hours before 13:00.
        due = _rounded(max(due, now + usual) if usual else due, now, calendar)
    return Promise(
        due_at=due,
        usual=usual,
        opens_at=opens if closed else None,
        busy=busy,
        basis=basis,
    )


def _basis(now: datetime, calendar: Calendar, history: History, otherwise: timedelta) -> Basis:
    here = now.astimezone(calendar.zone)
    like = calendar.is_working_day(now)
    ahead = len(history.waiting)
    breadths: list[tuple[Breadth, Callable[[datetime], bool]]] = [
        ("hour", lambda at: at.hour == here.hour and calendar.is_working_day(at) == like),
        ("part of day", lambda at: _part(at.hour) == _part(here.hour) and calendar.is_working_day(at) == like),
        ("channel", lambda at: True),
    ]
    for breadth, belongs in breadths:
        chosen = [one for one in history.answered if belongs(one.asked_at.astimezone(calendar.zone))]
        if len(chosen) >= ENOUGH:
            took = [calendar.between(one.asked_at, one.answered_at) for one in chosen]
            took += _overdue(now, calendar, history, percentile(took, NEARLY_ALWAYS))
            return Basis(breadth, len(chosen), percentile(took, USUAL), percentile(took, NEARLY_ALWAYS), ahead)
    return Basis("default", len(history.answered), None, otherwise, ahead)


def _overdue(now: datetime, calendar: Calendar, history: History, limit: timedelta) -> list[timedelta]:
    """Who has waited longer than nearly everybody counts with the time so far: answers that never came must not look fast."""
    return [waited for since in history.waiting if (waited := calendar.between(since, now)) > limit]


def _part(hour: int) -> int:
    return next(index for index, (start, end) in enumerate(PARTS_OF_DAY) if start <= hour < end)


def percentile(durations: Iterable[timedelta], share: float) -> timedelta:
    """The smallest duration that at least `share` of all do not exceed. Raises ValueError for none."""
    ordered = sorted(durations)
    if not ordered:
        raise ValueError("no durations")
    return ordered[max(ceil(share * len(ordered)) - 1, 0)]


def busy_hour(answers: Iterable[datetime]) -> int:
    """First answers in an hour that is busier than four of five hours with any."""
    counts = sorted(Counter(int(at.timestamp() // 3600) for at in answers).values())
    return counts[ceil(NEARLY_ALWAYS * len(counts)) - 1] if counts else 0


def _time_for(ahead: int, pace: int) -> timedelta:
    return timedelta(hours=ahead / pace) if pace else timedelta(0)


def _rounded(due: datetime, now: datetime, calendar: Calendar) -> datetime:
    """Up to the half hour when it is near, to the hour when it is not; never past the end of that stretch of open time."""
    step = 1800 if due - now <= timedelta(hours=3) else 3600
    # Counted from the day's first moment there, so that zones with odd offsets round to their own clock.
    local = due.astimezone(calendar.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    rounded = midnight + ceil((due.timestamp() - midnight) / step) * step
    _, closes = next(calendar.spans(due - timedelta(microseconds=1)))
    return datetime.fromtimestamp(min(rounded, closes.timestamp()), tz=due.tzinfo)


def _usual(now: datetime, calendar: Calendar, basis: Basis) -> timedelta | None:
    """The middle of the past, for somebody who writes now, in rounded clock time; where that is today and while we are open."""
    likely = None if basis.usual is None else calendar.add(now, basis.usual)
    if likely is None:
        return None
    honest = _round_duration(likely - now)
    ends = now + honest
    today = ends.astimezone(calendar.zone).date() == now.astimezone(calendar.zone).date()
    return honest if today and calendar.is_open(ends - timedelta(microseconds=1)) else None


def _round_duration(duration: timedelta) -> timedelta:
    for minutes in (10, 30, 60):
        if duration <= timedelta(minutes=minutes):
            return timedelta(minutes=minutes)
    return timedelta(hours=ceil(duration / timedelta(hours=1)))
