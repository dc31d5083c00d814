"""By when we owe what: the facts of a conversation in, the clocks of its last episode out. Pure.

The first response is owed from the first words of the customer, the next one from each time they write after an answer: both run until
somebody answers. The resolution is owed from the first words too, but stands still while the customer must answer and while we agreed
to wait (a snooze). Time is counted in the open hours of a budget's calendar; a limit is counted by the clock on the wall.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from onmaru.people.hours import Calendar, Span

# Round the clock, on every day of the year.
ALWAYS = Calendar(week=((Span("00:00", "24:00"),),) * 7, time_zone="UTC", holidays="")


class What(StrEnum):
    ASKED = "asked"
    ANSWERED = "answered"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    RESOLVED = "resolved"
    REOPENED = "reopened"


class Target(StrEnum):
    FIRST = "first"
    NEXT = "next"
    RESOLUTION = "resolution"


class State(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    WARNED = "warned"
    BREACHED = "breached"
    MET = "met"
    # The matter ended before it was answered, and in time.
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Fact:
    at: datetime
    what: What


@dataclass(frozen=True, slots=True)
class Budget:
    """How much open time may pass. `limit` is time on the wall since the start, which may end it sooner; `share` of both is a warning."""

    open: timedelta
    calendar: Calendar = ALWAYS
    limit: timedelta | None = None
    share: float = 0.75


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing that is owed. `stretches` are when it ran; the last has no end while it runs. `round` counts the next responses."""

    target: Target
    budget: Budget
    started_at: datetime
    stretches: tuple[tuple[datetime, datetime | None], ...]
    round: int = 1
    met_at: datetime | None = None
    dropped_at: datetime | None = None

    @property
    def runs(self) -> bool:
        return bool(self.stretches) and self.stretches[-1][1] is None

    @property
    def ended_at(self) -> datetime | None:
        return self.met_at or self.dropped_at

    @property
    def due_at(self) -> datetime | None:
        """When the budget is, or was, used up; None while it stands still before that, and where its calendar never opens."""
        return self._when(1)

    @property
    def warn_at(self) -> datetime | None:
        return self._when(self.budget.share)

    def used(self, now: datetime) -> timedelta:
        """How much of the budget's open time is gone."""
        between = self.budget.calendar.between
        return sum((between(start, min(end or now, now)) for start, end in self.stretches if start < now), timedelta())

    def breached_at(self, now: datetime) -> datetime | None:
        """What is done at the very moment is done in time."""
        return self._passed(self.due_at, now)

    def warned_at(self, now: datetime) -> datetime | None:
        return self._passed(self.warn_at, now)

    def state(self, now: datetime) -> State:
        if self.breached_at(now):
            return State.BREACHED
        if self.ended_at:
            return State.MET if self.met_at else State.DROPPED
        if not self.runs:
            return State.PAUSED
        return State.WARNED if self.warned_at(now) else State.RUNNING

    def _passed(self, moment: datetime | None, now: datetime) -> datetime | None:
        if moment is None or now < moment or (self.ended_at and self.ended_at <= moment):
            return None
        return moment

    def _when(self, share: float) -> datetime | None:
        calendar, left = self.budget.calendar, self.budget.open * share
        found = None
        for start, end in self.stretches:
            # What was used up at the very moment when it paused is due as soon as it runs again.
            moment = calendar.add(start, left) if left else start
            if end is None or (moment is not None and moment.timestamp() < end.timestamp()):
                found = moment
                break
            left -= calendar.between(start, end)
        if self.budget.limit is None:
            return found
        latest = self.started_at + self.budget.limit * share
        return latest if found is None else min(found, latest)


@dataclass(slots=True)
class _Running:
    target: Target
    budget: Budget
    started_at: datetime
    round: int = 1
    stretches: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    met_at: datetime | None = None
    dropped_at: datetime | None = None

    def run(self, is_running: bool, at: datetime) -> None:
        runs = bool(self.stretches) and self.stretches[-1][1] is None
        if is_running and not runs:
            self.stretches.append((at, None))
        elif runs and not is_running:
            self.stretches[-1] = (self.stretches[-1][0], at)

    def made(self) -> Clock:
        return Clock(self.target, self.budget, self.started_at, tuple(self.stretches), self.round, self.met_at, self.dropped_at)


def clocks(budgets: Mapping[Target, Budget], facts: Iterable[Fact]) -> tuple[Clock, ...]:
    """The clocks of the last episode, in the order in which they started. What no budget is given for is not owed."""
    episode = _Episode(budgets)
    for fact in sorted(facts, key=lambda fact: fact.at):
        if fact.what == What.REOPENED:
            episode = _Episode(budgets) if episode.is_over else episode
        elif not episode.is_over:
            episode.take(fact)
    return tuple(one.made() for one in episode.clocks)


class _Episode:
    def __init__(self, budgets: Mapping[Target, Budget]) -> None:
        self.budgets = budgets
        self.clocks: list[_Running] = []
        self.answer: _Running | None = None
        self.resolution: _Running | None = None
        self.was_asked = self.waits = self.sleeps = self.is_over = False
        self.rounds = 0

    def take(self, fact: Fact) -> None:
        at, what = fact.at, fact.what
        if what == What.ASKED:
            self._ask(at)
        elif what == What.ANSWERED:
            self._answer(at)
        elif what == What.RESOLVED:
            self._end(at)
        else:
            self.sleeps = what == What.SNOOZED
        if self.resolution:
            self.resolution.run(self.waits and not self.sleeps and not self.is_over, at)

    def _ask(self, at: datetime) -> None:
        if self.waits:
            return
        self.waits = True
        if not self.was_asked:
            self.answer = self._start(Target.FIRST, at)
            self.resolution = self._start(Target.RESOLUTION, at)
            self.was_asked = True
        else:
            self.rounds += 1
            self.answer = self._start(Target.NEXT, at, self.rounds)
        if self.answer:
            self.answer.run(True, at)

    def _answer(self, at: datetime) -> None:
        if self.answer and self.waits:
            self.answer.run(False, at)
            self.answer.met_at = at
        self.waits, self.answer = False, None

    def _end(self, at: datetime) -> None:
        self.is_over = True
        if self.answer:
            self.answer.run(False, at)
            self.answer.dropped_at = at
        if self.resolution:
            self.resolution.met_at = at

    def _start(self, target: Target, at: datetime, round: int = 1) -> _Running | None:
        budget = self.budgets.get(target)
        if budget is None:
            return None
        started = _Running(target, budget, at, round)
        self.clocks.append(started)
        return started
