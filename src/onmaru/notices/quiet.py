"""When somebody is not to be disturbed. Pure: a rule and a moment in, an answer out."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from onmaru.people.hours import Calendar


class Quiet(StrEnum):
    # While the shop is closed.
    CLOSED = "closed"
    # Between two times of the agent's own day.
    HOURS = "hours"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Rule:
    """`start` and `end` are the agent's wall clock; an end before the start is on the next day."""

    mode: Quiet = Quiet.CLOSED
    start: time = time(20)
    end: time = time(9)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Seoul"))
    calendar: Calendar = field(default_factory=Calendar)


def is_quiet(rule: Rule, at: datetime) -> bool:
    if rule.mode == Quiet.CLOSED:
        return not rule.calendar.is_open(at)
    if rule.mode == Quiet.NEVER or rule.start == rule.end:
        return False
    clock = at.astimezone(rule.zone).time()
    if rule.start < rule.end:
        return rule.start <= clock < rule.end
    return clock >= rule.start or clock < rule.end


def quiet_until(rule: Rule, at: datetime) -> datetime | None:
    """When the quiet that holds at this moment is over: the moment itself when there is none, None when it never ends."""
    if not is_quiet(rule, at):
        return at
    if rule.mode == Quiet.CLOSED:
        return rule.calendar.next_opening(at)
    today = at.astimezone(rule.zone).date()
    ends = (datetime.combine(today + timedelta(days=days), rule.end, tzinfo=rule.zone) for days in (0, 1))
    return next(end for end in ends if end.timestamp() > at.timestamp())
