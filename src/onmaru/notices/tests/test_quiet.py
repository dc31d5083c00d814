from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.notices.quiet import Quiet, Rule, is_quiet, quiet_until
from onmaru.people.hours import Calendar

SEOUL, PARIS = ZoneInfo("Asia/Seoul"), ZoneInfo("Europe/Paris")
CLOSED = Rule()
NIGHT = Rule(Quiet.HOURS, time(22), time(8), SEOUL)
LUNCH = Rule(Quiet.HOURS, time(12, 30), time(13, 30), SEOUL)
IN_PARIS = Rule(Quiet.HOURS, time(22), time(8), PARIS)
NEVER = Rule(Quiet.NEVER)
SHUT = Rule(Quiet.CLOSED, calendar=Calendar(week=((),) * 7))


@pytest.mark.parametrize(
    ("rule", "at", "quiet", "until"),
    [
        # A Monday at work, the evening, and before a Chuseok that begins on Thursday.
        (CLOSED, "2026-11-23 11:00", False, "2026-11-23 11:00"),
        (CLOSED, "2026-11-23 19:00", True, "2026-11-24 10:00"),
        (CLOSED, "2026-09-23 20:00", True, "2026-09-28 10:00"),
        (CLOSED, "2026-11-22 12:00", True, "2026-11-23 10:00"),
        (NIGHT, "2026-11-23 21:59", False, "2026-11-23 21:59"),
        (NIGHT, "2026-11-23 22:00", True, "2026-11-24 08:00"),
        (NIGHT, "2026-11-24 03:00", True, "2026-11-24 08:00"),
        (NIGHT, "2026-11-24 08:00", False, "2026-11-24 08:00"),
        (LUNCH, "2026-11-23 12:45", True, "2026-11-23 13:30"),
        (LUNCH, "2026-11-23 13:30", False, "2026-11-23 13:30"),
        # An agent in Paris sleeps by their own clock: 07:00 there is 15:00 in Seoul.
        (IN_PARIS, "2026-11-23 14:59", True, "2026-11-23 16:00"),
        (IN_PARIS, "2026-11-23 16:00", False, "2026-11-23 16:00"),
        (NEVER, "2026-11-23 03:00", False, "2026-11-23 03:00"),
        (SHUT, "2026-11-23 11:00", True, None),
    ],
)
def test_when_it_is_quiet(rule: Rule, at: str, quiet: bool, until: str | None) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=SEOUL)
    assert is_quiet(rule, moment) is quiet
    ends = quiet_until(rule, moment)
    assert ends == (datetime.fromisoformat(until).replace(tzinfo=SEOUL) if until else None)


@given(
    start=st.times(),
    end=st.times(),
    at=st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.sampled_from([SEOUL, PARIS])),  # noqa: DTZ001
)
def test_quiet_ends_and_then_it_is_not_quiet(start: time, end: time, at: datetime) -> None:
    rule = Rule(Quiet.HOURS, start.replace(microsecond=0), end.replace(microsecond=0), SEOUL)
    ends = quiet_until(rule, at)
    assert ends is not None and ends >= at and not is_quiet(rule, ends)
