"""The slow, obvious way: walk through the minutes, look at the clock on the wall, and count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from onmaru.people.hours import Calendar
from onmaru.sla.clock import Budget, Fact, Target, What

MINUTE = timedelta(minutes=1)


def open_minutes(calendar: Calendar, start: datetime, end: datetime) -> set[datetime]:
    """Those minutes in which the shop is open: it opens and closes when the clock on its wall first shows the time, or leaps over it."""
    minutes = [start + number * MINUTE for number in range(-2880, int((end - start) / MINUTE))]
    walls = [minute.astimezone(calendar.zone) for minute in minutes]
    shown = [(wall.date(), f"{wall.hour:02}:{wall.minute:02}") for wall in walls]

    def reached(day: date, clock: str) -> int:
        return next((index for index, wall in enumerate(shown) if wall >= (day, clock)), len(minutes))

    found: set[datetime] = set()
    for day in {day for day, _ in shown}:
        for span in calendar.on(day):
            found.update(minutes[reached(day, span.start) : reached(day, span.end)])
    return {minute for minute in found if minute >= start}


@dataclass
class Counted:
    target: Target
    started_at: datetime
    used: int = 0
    runs: bool = True
    warned_at: datetime | None = None
    breached_at: datetime | None = None
    met_at: datetime | None = None
    dropped_at: datetime | None = None


def count(budgets: Mapping[Target, Budget], facts: Iterable[Fact], now: datetime) -> list[Counted]:
    """What happened to each clock of the last episode by `now`; facts and now stand at whole minutes."""
    facts = sorted(facts, key=lambda fact: fact.at)
    if not facts:
        return []
    at = facts[0].at.astimezone(UTC)
    opening = {target: open_minutes(budget.calendar, at, now + MINUTE) for target, budget in budgets.items()}
    clocks: list[Counted] = []
    asked = waits = sleeps = over = False
    while at <= now:
        for fact in [fact for fact in facts if fact.at == at]:
            if fact.what == What.REOPENED and over:
                clocks, asked, waits, sleeps, over = [], False, False, False, False
            elif over:
                continue
            elif fact.what == What.ASKED and not waits:
                targets = [Target.NEXT] if asked else [Target.FIRST, Target.RESOLUTION]
                clocks += [Counted(target, at) for target in targets if target in budgets]
                asked = waits = True
            elif fact.what == What.ANSWERED:
                for one in clocks:
                    if one.target != Target.RESOLUTION and one.met_at is None:
                        one.met_at = at
                waits = False
            elif fact.what in {What.SNOOZED, What.WOKEN}:
                sleeps = fact.what == What.SNOOZED
            elif fact.what == What.RESOLVED:
                for one in clocks:
                    if one.target == Target.RESOLUTION:
                        one.met_at = at
                    elif one.met_at is None:
                        one.dropped_at = at
                over = True
            for one in clocks:
                ended = one.met_at or one.dropped_at
                one.runs = not ended and (one.target != Target.RESOLUTION or (waits and not sleeps))
        for one in clocks:
            _tick(one, budgets[one.target], at, at < now and at in opening[one.target])
        at += MINUTE
    return clocks


def _tick(one: Counted, budget: Budget, at: datetime, counts: bool) -> None:
    """One minute, seen at its beginning: what is used up by now is over, unless it ended at this very moment."""
    if one.met_at or one.dropped_at:
        return
    for share, name in ((budget.share, "warned_at"), (1.0, "breached_at")):
        spent = one.runs and one.used * MINUTE >= budget.open * share
        late = budget.limit is not None and at >= one.started_at + budget.limit * share
        if (spent or late) and getattr(one, name) is None:
            setattr(one, name, at)
    if one.runs and counts:
        one.used += 1
