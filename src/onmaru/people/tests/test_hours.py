from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.people.hours import WEEKDAYS_10_TO_18, Calendar, Span

SEOUL = ZoneInfo("Asia/Seoul")
LUNCH = (Span("10:00", "12:30"), Span("13:30", "18:00"))
HARU = Calendar(week=(*(LUNCH,) * 5, (), ()))
ALWAYS = Calendar(week=((Span("00:00", "24:00"),),) * 7, holidays="")
NEVER = Calendar(week=((),) * 7)


def seoul(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-23 11:00", "2026-11-23 11:00"),
        ("2026-11-23 12:30", "2026-11-23 13:30"),
        ("2026-11-23 09:00", "2026-11-23 10:00"),
        ("2026-11-23 18:00", "2026-11-24 10:00"),
        ("2026-11-21 12:00", "2026-11-23 10:00"),
        # Chuseok: Thursday to Saturday, then Sunday.
        ("2026-09-23 20:00", "2026-09-28 10:00"),
        # Children's Day.
        ("2026-05-04 18:30", "2026-05-06 10:00"),
        # Liberation Day falls on a Saturday, so Monday is free instead.
        ("2026-08-14 18:30", "2026-08-18 10:00"),
    ],
)
def test_the_next_opening(at: str, opens: str) -> None:
    assert HARU.next_opening(seoul(at)) == seoul(opens)
    assert HARU.is_open(seoul(at)) == (at == opens)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-11-23 10:00", 1, "2026-11-23 11:00"),
        ("2026-11-23 12:00", 1, "2026-11-23 14:00"),
        ("2026-11-23 17:00", 2, "2026-11-24 11:00"),
        ("2026-11-20 17:00", 6, "2026-11-23 16:00"),
        ("2026-11-21 03:00", 0, "2026-11-23 10:00"),
    ],
)
def test_working_time_passes_only_while_open(start: str, hours: int, end: str) -> None:
    assert HARU.add(seoul(start), timedelta(hours=hours)) == seoul(end)


def test_single_days_are_stronger_than_week_and_holidays() -> None:
    days = {date(2026, 11, 24): (), date(2026, 9, 25): (Span("10:00", "15:00"),)}
    calendar = Calendar(week=HARU.week, days=days)
    assert calendar.next_opening(seoul("2026-11-23 18:00")) == seoul("2026-11-25 10:00")
    assert not calendar.is_working_day(seoul("2026-11-24 11:00"))
    assert calendar.is_open(seoul("2026-09-25 14:00")) and not calendar.is_open(seoul("2026-09-25 15:00"))


def test_a_calendar_that_never_opens_says_so() -> None:
    assert NEVER.next_opening(seoul("2026-11-23 11:00")) is None
    assert NEVER.add(seoul("2026-11-23 11:00"), timedelta(hours=1)) is None


def test_a_clock_change_neither_makes_nor_eats_time() -> None:
    berlin = Calendar(week=((Span("00:00", "24:00"),),) * 7, time_zone="Europe/Berlin", holidays="")
    start = datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert berlin.add(start, timedelta(hours=10)) == start + timedelta(hours=10)
    assert berlin.between(start, start + timedelta(days=2)) == timedelta(days=2)


moments = st.integers(0, 500 * 24 * 60).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))
times = st.integers(0, 60 * 200).map(lambda minutes: timedelta(minutes=minutes))


@given(moments, times)
def test_what_was_added_lies_between(start: datetime, working: timedelta) -> None:
    end = HARU.add(start, working)
    assert end is not None
    assert abs(HARU.between(start, end) - working) < timedelta(milliseconds=1)


@given(moments, times)
def test_around_the_clock_is_the_clock(start: datetime, working: timedelta) -> None:
    assert ALWAYS.add(start, working) == start + working


@given(moments, moments)
def test_open_time_agrees_with_asking_every_quarter_of_an_hour(one: datetime, other: datetime) -> None:
    """The spans start and end on quarters, so counting quarters is an exact, slow, obvious reference."""
    start = min(one, other).replace(minute=0, second=0, microsecond=0)
    end = min(max(one, other).replace(minute=0, second=0, microsecond=0), start + timedelta(days=9))
    quarter = timedelta(minutes=15)
    slow = sum(HARU.is_open(start + quarter * step) for step in range(int((end - start) / quarter)))
    assert HARU.between(start, end) == quarter * slow


def test_the_default_is_weekdays_ten_to_six() -> None:
    assert [len(day) for day in WEEKDAYS_10_TO_18] == [1, 1, 1, 1, 1, 0, 0]
