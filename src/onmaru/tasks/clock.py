"""How long a department has had a task, and until when it has it. Its clock stands still while it waits for us. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from onmaru.people.hours import Calendar

# Of the time there is, what may be gone before somebody is told.
WARN_SHARE = 0.75
NONE = timedelta()


@dataclass(frozen=True, slots=True)
class Clock:
    """`waited` is the open time of earlier stretches, `since` when the present one began; None while nobody waits for the department."""

    within: timedelta | None = None
    waited: timedelta = NONE
    since: datetime | None = None

    def begun(self, at: datetime) -> "Clock":
        """They have it, again. A clock that runs goes on."""
        return self if self.since else replace(self, since=at)

    def stopped(self, at: datetime, calendar: Calendar) -> "Clock":
        return replace(self, waited=self.waited_until(at, calendar), since=None)

    def waited_until(self, at: datetime, calendar: Calendar) -> timedelta:
        return self.waited + (calendar.between(self.since, at) if self.since else NONE)

    def due_at(self, calendar: Calendar) -> datetime | None:
        """None where nothing is owed by a certain time, or the calendar never opens."""
        return self._reached(1, calendar)

    def warn_at(self, calendar: Calendar) -> datetime | None:
        return self._reached(WARN_SHARE, calendar)

    def _reached(self, share: float, calendar: Calendar) -> datetime | None:
        if self.since is None or self.within is None:
            return None
        left = max(self.within * share - self.waited, NONE)
        return calendar.add(self.since, left)
