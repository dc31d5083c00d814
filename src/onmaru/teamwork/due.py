"""By when a duty is owed. Pure."""

from datetime import datetime, time, timedelta

from onmaru.people.hours import Calendar

# A calendar that never opens is not waited for longer.
LONGEST = timedelta(days=30)


def one_business_day(calendar: Calendar, start: datetime) -> datetime:
    """The same time on the next working day, moved into its open hours; a day later by a calendar that never opens."""
    local = start.astimezone(calendar.zone)
    midnight = datetime.combine(local.date() + timedelta(days=1), time(0), tzinfo=calendar.zone)
    opening = calendar.next_opening(midnight)
    if opening is None or opening - start > LONGEST:
        return start + timedelta(days=1)
    day = opening.astimezone(calendar.zone).date()
    wished = datetime.combine(day, local.time(), tzinfo=calendar.zone)
    spans = [span.on(day, calendar.zone) for span in calendar.on(day)]
    for opens, closes in spans:
        if wished <= closes:
            return max(wished, opens)
    return spans[-1][1]


def due_at(promised: datetime | None, calendar: Calendar, now: datetime) -> datetime:
    """What the customer was promised, where that is still to come; else one business day."""
    return promised if promised is not None and promised > now else one_business_day(calendar, now)
