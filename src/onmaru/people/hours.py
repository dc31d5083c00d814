"""Business-time arithmetic: open or not, the next opening, and adding working time to a moment. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays as public_holidays

# A calendar that opens on no day of a year never opens.
HORIZON = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one day, as "HH:MM"; "24:00" is the end of the day."""

    start: str
    end: str

    def on(self, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
        return _moment(day, self.start, zone), _moment(day, self.end, zone)


def _moment(day: date, clock: str, zone: ZoneInfo) -> datetime:
    hour, minute = (int(part) for part in clock.split(":"))
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    moment = datetime.combine(day, time(hour, minute), tzinfo=zone)
    shown = moment.astimezone(UTC).astimezone(zone)
    return moment if shown.replace(tzinfo=None) == moment.replace(tzinfo=None) else _leap(moment, zone)


def _leap(moment: datetime, zone: ZoneInfo) -> datetime:
    """The clock leaps over this time of day: when it does, it has reached it."""
    # Read with the offset of before it is too late, with that of after too early.
    late, early = int(moment.timestamp()), int(moment.replace(fold=1).timestamp())
    before = datetime.fromtimestamp(early, tz=zone).utcoffset()
    while late - early > 1:
        middle = (late + early) // 2
        if datetime.fromtimestamp(middle, tz=zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return datetime.fromtimestamp(late, tz=zone)


WEEKDAYS_10_TO_18 = (*((Span("10:00", "18:00"),),) * 5, (), ())


@cache
def _holidays_of(country: str, year: int) -> frozenset[date]:
    return frozenset(public_holidays.country_holidays(country, years=year)) if country else frozenset()


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a shop answers. `week` has seven days from Monday; `days` are single ones that are otherwise, holiday or not."""

    week: tuple[tuple[Span, ...], ...] = WEEKDAYS_10_TO_18
    time_zone: str = "Asia/Seoul"
    holidays: str = "KR"
    days: Mapping[date, tuple[Span, ...]] = field(default_factory=dict)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    def on(self, day: date) -> tuple[Span, ...]:
        """When it is open on a day; empty for a day off."""
        if day in self.days:
            return self.days[day]
        return () if day in _holidays_of(self.holidays, day.year) else self.week[day.weekday()]

    def spans(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Open stretches that end after `start`, in order, as UTC-comparable aware moments, for about a year."""
        first = start.astimezone(self.zone).date()
        for offset in range(HORIZON.days):
            day = first + timedelta(days=offset)
            for span in self.on(day):
                opens, closes = span.on(day, self.zone)
                # Compared as instants: wall clocks of one zone would ignore a clock change between them.
                if closes.timestamp() > start.timestamp():
                    yield opens, closes

    def is_working_day(self, at: datetime) -> bool:
        """Whether the day of this moment is one on which the shop opens at all."""
        return bool(self.on(at.astimezone(self.zone).date()))

    def is_open(self, at: datetime) -> bool:
        return any(opens.timestamp() <= at.timestamp() for opens, _ in _take(self.spans(at), 1))

    def next_opening(self, at: datetime) -> datetime | None:
        """The moment itself when open; None for a calendar that never opens."""
        for opens, _ in self.spans(at):
            return max(opens, at, key=datetime.timestamp)
        return None

    def add(self, start: datetime, working: timedelta) -> datetime | None:
        """The moment when `working` open time has passed since `start`; None when it never will within about a year."""
        left = working.total_seconds()
        for opens, closes in self.spans(start):
            begins = max(opens.timestamp(), start.timestamp())
            length = closes.timestamp() - begins
            if left <= length:
                return datetime.fromtimestamp(begins + left, tz=start.tzinfo)
            left -= length
        return None

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much open time lies between two moments."""
        total = 0.0
        for opens, closes in self.spans(start):
            if opens.timestamp() >= end.timestamp():
                break
            total += min(closes.timestamp(), end.timestamp()) - max(opens.timestamp(), start.timestamp())
        return timedelta(seconds=max(total, 0))


def coming_holidays(calendar: Calendar, start: datetime, count: int, language: str = "en") -> list[tuple[date, str]]:
    """The next public holidays that fall on days on which the shop would open, with their names, in this language where there are any."""
    if not calendar.holidays:
        return []
    today = start.astimezone(calendar.zone).date()
    years = [today.year, today.year + 1]
    spoken = public_holidays.list_localized_countries().get(calendar.holidays, [])
    chosen = next((each for each in spoken if each.partition("_")[0] == language), None)
    known = public_holidays.country_holidays(calendar.holidays, years=years, language=chosen)
    free = ((day, name) for day, name in sorted(known.items()) if day >= today and calendar.week[day.weekday()])
    return [(day, name) for day, name in free if day not in calendar.days][:count]


def _take(spans: Iterator[tuple[datetime, datetime]], count: int) -> Iterator[tuple[datetime, datetime]]:
    for _, span in zip(range(count), spans, strict=False):
        yield span
