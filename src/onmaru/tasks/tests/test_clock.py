from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.people.hours import Calendar
from onmaru.tasks.clock import Clock

SEOUL = ZoneInfo("Asia/Seoul")
OFFICE = Calendar()
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("within", "since", "due", "warn"),
    [
        # The 18th is a Wednesday; the office is open from ten to six.
        (4, at(18, 11), at(18, 15), at(18, 14)),
        (4, at(18, 16), at(19, 12), at(19, 11)),
        (4, at(20, 17), at(23, 13), at(23, 12)),
        (4, at(18, 22), at(19, 14), at(19, 13)),
        (8, at(18, 10), at(18, 18), at(18, 16)),
    ],
)
def test_due_in_business_hours(within: int, since: datetime, due: datetime, warn: datetime) -> None:
    clock = Clock(within * HOUR).begun(since)
    assert (clock.due_at(OFFICE), clock.warn_at(OFFICE)) == (due, warn)


def test_nothing_is_due_without_a_time_or_while_it_waits_for_us() -> None:
    assert Clock().begun(at(18, 11)).due_at(OFFICE) is None
    stopped = Clock(4 * HOUR).begun(at(18, 11)).stopped(at(18, 12), OFFICE)
    assert stopped.due_at(OFFICE) is None and stopped.waited == HOUR


def test_what_was_left_goes_on_after_we_answered() -> None:
    clock = Clock(4 * HOUR).begun(at(18, 11)).stopped(at(18, 14), OFFICE).begun(at(19, 10))
    assert clock.due_at(OFFICE) == at(19, 11)
    # What is overdue is so at once, and no earlier.
    late = Clock(4 * HOUR).begun(at(18, 11)).stopped(at(18, 17), OFFICE).begun(at(19, 10))
    assert late.due_at(OFFICE) == at(19, 10)


moments = st.lists(st.integers(0, 60 * 24 * 20), min_size=2, max_size=12, unique=True).map(sorted)


@given(moments, st.integers(1, 20))
def test_stopping_and_going_on_counts_what_was_open_between(minutes: list[int], hours: int) -> None:
    start = datetime(2026, 11, 2, tzinfo=UTC)
    clock, expected = Clock(hours * HOUR), timedelta()
    for place in range(0, len(minutes) - 1, 2):
        begun, stopped = (start + timedelta(minutes=minutes[place + one]) for one in (0, 1))
        clock = clock.begun(begun).begun(stopped)
        assert clock.since == begun
        due, had_left = clock.due_at(OFFICE), clock.waited < hours * HOUR
        clock = clock.stopped(stopped, OFFICE)
        expected += OFFICE.between(begun, stopped)
        # What was overdue already is so again as soon as the office opens.
        assert due is not None
        if had_left:
            assert (due <= stopped) == (clock.waited >= hours * HOUR)
    assert clock.waited == expected
