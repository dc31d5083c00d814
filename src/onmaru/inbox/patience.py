"""How long a customer's waiting is, measured in the shop's open hours: a night is not held against anybody. Pure."""

from datetime import datetime, timedelta
from typing import Literal

from onmaru.people.hours import Calendar

Patience = Literal["fresh", "waiting", "late"]
WAITING, LATE = timedelta(hours=1), timedelta(hours=8)
# Whatever a calendar says, nobody waits this long gladly.
ANYHOW = timedelta(days=7)


def patience(since: datetime, now: datetime, calendar: Calendar) -> Patience:
    if now - since >= ANYHOW:
        return "late"
    worked = calendar.between(since, now)
    return "late" if worked >= LATE else "waiting" if worked >= WAITING else "fresh"
