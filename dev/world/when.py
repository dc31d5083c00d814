"""The story's moments, counted from now: working days, hours and minutes back, and working days ahead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from dev.world.cast import HOURS, TIME_ZONE

SEOUL = ZoneInfo(TIME_ZONE)
# Hours and minutes reach back less than this, and days begin before it, so the two never cross.
LATELY = timedelta(hours=10)
WEEKDAYS = "월화수목금토일"

_AGO = re.compile(r"-(\d+)([mh])")
_DAY = re.compile(r"([+-]?\d+)d(?: (\d\d):(\d\d))?")


@dataclass(frozen=True, slots=True)
class Moments:
    now: datetime

    def at(self, when: str) -> datetime:
        """ "-25m", "-3h", "-3d 14:05" or "+1d 10:00" as a moment in Seoul."""
        if ago := _AGO.fullmatch(when):
            span = timedelta(minutes=int(ago[1]) * (60 if ago[2] == "h" else 1))
            if span >= LATELY:
                raise ValueError(f"{when} is too long ago to be counted in hours")
            return self.now.astimezone(SEOUL) - span
        matched = _DAY.fullmatch(when)
        if matched is None:
            raise ValueError(f"{when!r} is no moment")
        clock = time(int(matched[2] or 0), int(matched[3] or 0))
        return datetime.combine(self.day(f"{matched[1]}d"), clock, SEOUL)

    def day(self, when: str) -> date:
        """ "-3d", "0d" or "+2d" as a day; all but 0d are working days."""
        count = int(when.removesuffix("d"))
        local = self.now.astimezone(SEOUL)
        day = local.date() if count > 0 else (local - LATELY).date()
        step = timedelta(days=1 if count > 0 else -1)
        for _ in range(abs(count)):
            day += step
            while not is_working_day(day):
                day += step
        return day


@cache
def is_working_day(day: date) -> bool:
    return day.weekday() in HOURS.weekdays and day not in _korean_holidays()


@cache
def _korean_holidays() -> holidays.HolidayBase:
    return holidays.country_holidays("KR")
