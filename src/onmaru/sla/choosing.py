"""Which policy decides: of those that fit, for each target the most particular one that says something of it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from onmaru.people.hours import Calendar
from onmaru.sla.clock import ALWAYS, Budget, Target


@dataclass(frozen=True, slots=True)
class Terms:
    """To what a policy applies, and what it asks for. What is left out applies to everything."""

    number: int
    kinds: frozenset[str] = frozenset()
    channel: int | None = None
    team: int | None = None
    reason: int | None = None
    is_for_vip: bool = False
    segment: int | None = None
    least_priority: int | None = None
    within: Mapping[Target, timedelta] = field(default_factory=dict)
    limit: timedelta | None = None
    round_the_clock: bool = False
    share: float = 0.75


@dataclass(frozen=True, slots=True)
class Case:
    """What policies look at. `reasons` are the reason given and the group it belongs to, in this order."""

    kind: str
    channel: int
    team: int | None = None
    reasons: tuple[int, ...] = ()
    is_vip: bool = False
    segments: frozenset[int] = frozenset()
    priority: int = 1


# How particular each condition is: one channel more than its sort, one reason more than its group, a person more than either.
WEIGHTS = {"kinds": 1, "team": 2, "channel": 3, "group": 4, "reason": 5, "priority": 6, "segment": 7, "vip": 8}


@dataclass(frozen=True, slots=True)
class Chosen:
    """`why` are the conditions of the policy that fitted, the weightiest first; empty for one that applies to everything."""

    terms: Terms
    why: tuple[str, ...]

    def budget(self, target: Target, calendar: Calendar) -> Budget:
        limit = self.terms.limit if target != Target.RESOLUTION else None
        return Budget(self.terms.within[target], ALWAYS if self.terms.round_the_clock else calendar, limit, self.terms.share)


def fits(terms: Terms, case: Case) -> tuple[str, ...] | None:
    """The conditions that were asked and hold; None where one does not."""
    asked = {
        "kinds": (bool(terms.kinds), case.kind in terms.kinds),
        "team": (terms.team is not None, terms.team == case.team),
        "channel": (terms.channel is not None, terms.channel == case.channel),
        "group": (terms.reason is not None and terms.reason not in case.reasons[:1], terms.reason in case.reasons[1:]),
        "reason": (terms.reason is not None and terms.reason in case.reasons[:1], True),
        "priority": (terms.least_priority is not None, case.priority >= (terms.least_priority or 0)),
        "segment": (terms.segment is not None, terms.segment in case.segments),
        "vip": (terms.is_for_vip, case.is_vip),
    }
    if not all(holds for is_asked, holds in asked.values() if is_asked):
        return None
    return tuple(sorted((name for name, (is_asked, _) in asked.items() if is_asked), key=WEIGHTS.__getitem__, reverse=True))


def weight(why: tuple[str, ...]) -> tuple[int, ...]:
    """More conditions are more particular; of as many, the weightier."""
    return (len(why), *(WEIGHTS[name] for name in why))


def choose(policies: Iterable[Terms], case: Case) -> dict[Target, Chosen]:
    """By target, what decides; of two that are equally particular the newer one."""
    fitting = [(weight(why), terms.number, terms, why) for terms in policies if (why := fits(terms, case)) is not None]
    fitting.sort(key=lambda one: one[:2])
    return {target: Chosen(terms, why) for _weight, _number, terms, why in fitting for target in terms.within}
