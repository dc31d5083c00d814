from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.people.hours import Calendar, Span
from onmaru.triage.promise import Answered, History, busy_hour, percentile, promise

SEOUL = ZoneInfo("Asia/Seoul")
SHOP = Calendar()
LUNCH = Calendar(week=(*((Span("10:00", "12:00"), Span("13:00", "18:00")),) * 5, (), ()))
NEVER = Calendar(week=((),) * 7)
SIX_HOURS = timedelta(hours=6)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


def past(hours: float, asked: str = "2026-11-18T11:00", count: int = 10) -> tuple[Answered, ...]:
    """So many first answers, each so many hours after it was asked for."""
    return (Answered(at(asked), at(asked) + timedelta(hours=hours)),) * count


# Wednesday 2026-11-18 is an ordinary working day; Christmas is a Friday that year; Seollal 2027 is 6 to 9 February.
@pytest.mark.parametrize(
    ("now", "calendar", "history", "due", "usual", "opens"),
    [
        # No past: the habit of the channel, in open time.
        ("2026-11-18T10:00", SHOP, History(), "2026-11-18T16:00", None, None),
        ("2026-11-18T14:10", SHOP, History(), "2026-11-19T13:00", None, None),
        ("2026-11-20T17:00", SHOP, History(), "2026-11-23T15:00", None, None),
        # Lunch is no open time.
        ("2026-11-18T10:00", LUNCH, History(), "2026-11-18T17:00", None, None),
        # Closed: it says when we open.
        ("2026-11-18T21:00", SHOP, History(), "2026-11-19T16:00", None, "2026-11-19T10:00"),
        ("2026-12-24T19:00", SHOP, History(), "2026-12-28T16:00", None, "2026-12-28T10:00"),
        ("2027-02-05T20:00", SHOP, History(), "2027-02-10T16:00", None, "2027-02-10T10:00"),
        ("2026-11-18T12:30", LUNCH, History(), "2026-11-19T11:00", None, "2026-11-18T13:00"),
        # A past: its 80th percentile rounded up, and its middle.
        ("2026-11-18T11:05", SHOP, History(past(1.5)), "2026-11-18T13:30", 2, None),
        ("2026-11-18T11:05", SHOP, History(past(0.1)), "2026-11-18T12:00", 1 / 6, None),
        # Late in the day, what usually takes two hours takes until tomorrow: no "usually" can be said.
        ("2026-11-18T17:30", SHOP, History(past(2)), "2026-11-19T12:00", None, None),
        # A rounded time does not pass closing time.
        ("2026-11-18T15:50", SHOP, History(past(2.1)), "2026-11-18T18:00", None, None),
        ("2026-11-18T10:35", LUNCH, History(past(1.2, "2026-11-18T10:00")), "2026-11-18T12:00", None, None),
        # Too little at this hour, enough in this part of the day; then of the channel; then too little at all.
        ("2026-11-18T10:00", SHOP, History(past(1, "2026-11-17T11:00")), "2026-11-18T11:00", 1, None),
        ("2026-11-18T16:00", SHOP, History(past(1, "2026-11-17T11:00")), "2026-11-18T17:00", 1, None),
        ("2026-11-18T16:00", SHOP, History(past(1, count=9)), "2026-11-19T14:00", None, None),
        # A shop that never opens promises nothing.
        ("2026-11-18T16:00", NEVER, History(), None, None, None),
    ],
)
def test_what_is_promised(now: str, calendar: Calendar, history: History, due: str | None, usual: float | None, opens: str | None) -> None:
    made = promise(at(now), calendar, history, SIX_HOURS)
    assert made.due_at == (at(due) if due else None)
    assert made.usual == (timedelta(hours=usual) if usual else None)
    assert made.opens_at == (at(opens) if opens else None)


def test_those_who_wait_come_first() -> None:
    now = at("2026-11-18T11:00")
    waiting = (now - timedelta(minutes=5),) * 20
    calm = promise(now, SHOP, History(past(1), waiting, pace=20), SIX_HOURS)
    busy = promise(now, SHOP, History(past(1), waiting, pace=5), SIX_HOURS)
    assert not calm.busy and calm.due_at == at("2026-11-18T12:00")
    assert busy.busy and busy.due_at == at("2026-11-18T15:00") and busy.usual is None


def test_answers_that_never_came_do_not_look_fast() -> None:
    now = at("2026-11-18T11:00")
    waiting = (at("2026-11-13T10:00"),) * 10
    made = promise(now, SHOP, History(past(0.5), waiting, pace=100), SIX_HOURS)
    assert made.basis.nearly_always == SHOP.between(waiting[0], now)
    assert made.due_at and made.due_at > now + timedelta(days=2)


def test_percentiles_are_durations_that_occurred() -> None:
    hours = [timedelta(hours=hour) for hour in (5, 1, 3, 2, 4)]
    assert percentile(hours, 0.5) == timedelta(hours=3)
    assert percentile(hours, 0.8) == timedelta(hours=4)
    with pytest.raises(ValueError, match="no durations"):
        percentile([], 0.5)


def test_the_pace_is_that_of_a_busy_hour() -> None:
    hour = at("2026-11-18T11:00")
    assert busy_hour([]) == 0
    assert busy_hour([hour + timedelta(hours=index) for index in range(9) for _ in range(index)]) == 7


CALENDARS = st.sampled_from(
    [SHOP, LUNCH, Calendar(time_zone="Asia/Kolkata", holidays="IN"), Calendar(time_zone="America/New_York", holidays="US"),
     Calendar(week=((Span("00:00", "24:00"),),) * 7, holidays="")]
)  # fmt: skip
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, 0, 0, 30, tzinfo=UTC) + timedelta(minutes=minutes))
MINUTES = st.lists(st.integers(0, 20_000), max_size=30)


def made(now: datetime, minutes: list[int], waiting: list[int], pace: int) -> History:
    answered = tuple(
        Answered(now - timedelta(days=14, minutes=index), now - timedelta(days=14, minutes=index) + timedelta(minutes=took))
        for index, took in enumerate(minutes)
    )
    return History(answered, tuple(now - timedelta(minutes=one) for one in waiting), pace)


@given(MOMENTS, CALENDARS, MINUTES, MINUTES, st.integers(0, 50))
def test_a_promise_lies_ahead_in_open_time(now: datetime, calendar: Calendar, minutes: list[int], waiting: list[int], pace: int) -> None:
    kept = promise(now, calendar, made(now, minutes, waiting, pace), SIX_HOURS)
    assert kept.due_at is not None
    assert kept.due_at >= now + timedelta(minutes=30)
    # The last moment of an open stretch still counts as open.
    assert calendar.is_open(kept.due_at - timedelta(microseconds=1))
    assert calendar.between(now, kept.due_at) >= max(kept.basis.nearly_always, timedelta(minutes=30)) - timedelta(seconds=1)
    if kept.usual:
        assert kept.opens_at is None and now + kept.usual <= kept.due_at


@given(MOMENTS, CALENDARS, MINUTES, st.lists(st.integers(0, 5_000), max_size=30), MINUTES, st.integers(0, 50))
def test_slower_answers_never_make_an_earlier_promise(
    now: datetime, calendar: Calendar, minutes: list[int], slower: list[int], waiting: list[int], pace: int
) -> None:
    late = [took + more for took, more in zip(minutes, slower + [0] * len(minutes), strict=False)]
    before = promise(now, calendar, made(now, minutes, waiting, pace), SIX_HOURS).due_at
    after = promise(now, calendar, made(now, late, waiting, pace), SIX_HOURS).due_at
    assert before and after and after >= before


@given(MOMENTS, CALENDARS, MINUTES, MINUTES, st.integers(1, 50), st.integers(1, 30))
def test_a_longer_queue_never_makes_an_earlier_promise(
    now: datetime, calendar: Calendar, minutes: list[int], waiting: list[int], pace: int, more: int
) -> None:
    before = promise(now, calendar, made(now, minutes, waiting, pace), SIX_HOURS).due_at
    after = promise(now, calendar, made(now, minutes, [*waiting, *[0] * more], pace), SIX_HOURS).due_at
    assert before and after and after >= before
