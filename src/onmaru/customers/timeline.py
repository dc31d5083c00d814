"""All that happened between a person and us, in one order of time, newest first.

An app contributes by a module `past.py`: `@source("message")` above a function that gives its latest entries before a place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Q

from onmaru.customers.models import Customer
from onmaru.people.models import Agent

LENGTH = 40


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where an entry stands: by time, then by source and number, so that no two entries share a place."""

    at: datetime
    source: str
    number: int

    def __str__(self) -> str:
        return f"{int(self.at.timestamp() * 1_000_000)}-{self.source}-{self.number}"

    @classmethod
    def read(cls, text: str) -> "Place | None":
        """None for what is no place: the timeline then begins at its beginning."""
        micros, _, rest = text.partition("-")
        source, _, number = rest.rpartition("-")
        if not (micros.isdecimal() and number.isdecimal() and source.isidentifier() and len(micros) < 18 and len(number) < 19):
            return None
        seconds, part = divmod(int(micros), 1_000_000)
        return cls(datetime.fromtimestamp(seconds, UTC).replace(microsecond=part), source, int(number))

    def earlier(self, source: str, at: str = "created_at") -> Q:
        """The rows of a source that stand before this place; `at` names their time."""
        before = Q(**{f"{at}__lt": self.at})
        if source == self.source:
            return before | Q(**{at: self.at}, pk__lt=self.number)
        return before | Q(**{at: self.at}) if source < self.source else before


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, in words. `url` leads to it; a `tone` sets it apart ("in", "out", "note")."""

    place: Place
    icon: str
    title: str
    text: str = ""
    url: str = ""
    tone: str = ""

    @property
    def key(self) -> str:
        return f"{self.place.source}-{self.place.number}"


@dataclass(frozen=True, slots=True)
class Past:
    """A stretch of the timeline, and the place after which the next one begins."""

    entries: list[Entry]
    end: Place | None
    more: bool


Source = Callable[[Agent, Customer, Place | None, int], list[Entry]]
_sources: dict[str, Source] = {}


def source(name: str) -> Callable[[Source], Source]:
    """Give at most so many of your entries of the person that the agent may see, newest first, before a place where one is given."""

    def declare(function: Source) -> Source:
        _sources[name] = function
        return function

    return declare


def past(agent: Agent, customer: Customer, before: Place | None = None, length: int = LENGTH) -> Past:
    """The latest entries of all sources, or the latest before a place."""
    found = [entry for name in sorted(_sources) for entry in _sources[name](agent, customer, before, length + 1)]
    return woven(found, length)


def woven(found: list[Entry], length: int) -> Past:
    """One order for all; what exceeds the length is for the next stretch. Pure."""
    ordered = sorted(found, key=lambda entry: entry.place, reverse=True)
    shown = ordered[:length]
    return Past(shown, shown[-1].place if shown else None, len(ordered) > length)
