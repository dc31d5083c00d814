"""That one team helps another, whom of those who wait, and why. Pure."""

from dataclasses import dataclass
from datetime import datetime

from onmaru.routing.choose import Why


@dataclass(frozen=True, slots=True)
class Help:
    """`team` helps those who wait since `before` or longer; None: all of them."""

    team: int
    why: Why
    before: datetime | None = None

    def helps(self, since: datetime) -> bool:
        return self.before is None or since <= self.before
