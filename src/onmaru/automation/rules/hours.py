"""When a rule that looks by the clock may act. Pure."""

from datetime import datetime, time

from onmaru.people.hours import Calendar

DAY = (time(8), time(21))


def may_act(hours: str, now: datetime, calendar: Calendar) -> bool:
    """At night nobody is written to by what nobody presses; what falls due then waits for the morning."""
    if hours == "open":
        return calendar.is_open(now)
    if hours == "daytime":
        return DAY[0] <= now.astimezone(calendar.zone).time() < DAY[1]
    return True
