"""Who gets what: those who wait and those who answer in, assignments with their reasons out. Pure.

Nobody is given more than fits, nobody waits while somebody who can is free, and over the day everybody gets about the same. VIP customers
and big orders come first, but after a few of them in a row one of the others has a turn, and waiting itself lifts whoever waits.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heapify, heappop

from onmaru.routing.because import Not as Not
from onmaru.routing.because import State as State
from onmaru.routing.because import When as When
from onmaru.routing.because import Why as Why

# So many VIP customers and big orders in a row; then one of the others.
VIP_RUN = 3
# Having waited so long counts like one step of priority.
AGES = timedelta(hours=1)
# From here on somebody is angry, or in a hurry; either counts like one step of priority, both together no more than that.
ANGRY = HURRIED = 0.7


@dataclass(frozen=True, slots=True)
class Agent:
    """Somebody who answers. Who names no skills or languages has them all.

    `capacity` and `load` are in units, of which a chat takes one; `given` is of today, in so many `hours` at work.
    """

    id: int
    teams: frozenset[int] = frozenset()
    skills: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    state: State = State.AVAILABLE
    on_shift: bool = True
    capacity: int = 4
    load: int = 0
    given: int = 0
    hours: float = 1.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits. `weight` in units (a call takes four chats'); what is left out is not asked for."""

    id: int
    since: datetime
    due_at: datetime | None = None
    priority: int = 1
    is_vip: bool = False
    is_favoured: bool = False
    weight: int = 1
    team: int | None = None
    skill: str = ""
    language: str = ""
    last_agent: int | None = None
    order_value: int = 0
    anger: float = 0.0
    hurry: float = 0.0
    # Teams that may help, when nobody of its own has room.
    helpers: frozenset[int] = frozenset()
    # Why they help.
    overflow: Why = Why.OVERFLOW


@dataclass(frozen=True, slots=True)
class Rules:
    """What a shop may set. A `big_order` is treated like a VIP's; after `overflow_after` any team may help."""

    big_order: int | None = None
    overflow_after: timedelta | None = None

    def is_big(self, one: Waiting) -> bool:
        return self.big_order is not None and one.order_value >= self.big_order


@dataclass(frozen=True, slots=True)
class Assignment:
    """`why` for the agent; `against` is what kept each of the others who were asked for, where nothing did they had more to do."""

    waiting: int
    agent: int
    why: tuple[Why, ...]
    against: dict[int, Not] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """In the order in which they were decided, and for those who go on waiting, what kept each agent from them."""

    assignments: tuple[Assignment, ...]
    unassigned: dict[int, dict[int, Not]]


class _Free:
    """An agent while choosing goes on. `share` is what they were given by the hour today."""

    __slots__ = ("agent", "given", "hours", "id", "left", "share")

    def __init__(self, agent: Agent) -> None:
        self.agent, self.id, self.left, self.given = agent, agent.id, agent.capacity - agent.load, agent.given
        # Whoever has just come has no hours to divide by.
        self.hours = max(agent.hours, 0.25)
        self.share = self.given / self.hours

    def take(self, weight: int) -> None:
        self.left -= weight
        self.given += weight
        self.share = self.given / self.hours


def urgency(one: Waiting, now: datetime) -> tuple[float, float, float, int]:
    """Smaller is sooner: priority (with waiting, anger and hurry counted in), then what was promised, then age."""
    steps = one.priority + (one.anger >= ANGRY or one.hurry >= HURRIED) + (now - one.since) // AGES
    due = one.due_at.timestamp() if one.due_at else float("inf")
    return (-steps, due, one.since.timestamp(), one.id)


def goes_first(one: Waiting, rules: Rules | None) -> bool:
    """A VIP customer, one of a segment that is served first, or an order as big as one."""
    return one.is_vip or one.is_favoured or (rules is not None and rules.is_big(one))


_Lines = tuple[list[tuple[tuple[float, float, float, int], Waiting]], list[tuple[tuple[float, float, float, int], Waiting]]]


def _lines(waiting: Iterable[Waiting], now: datetime, rules: Rules | None) -> _Lines:
    """VIP customers, and the others, as heaps: the most urgent on top."""
    lines: _Lines = ([], [])
    for one in waiting:
        lines[0 if goes_first(one, rules) else 1].append((urgency(one, now), one))
    for line in lines:
        heapify(line)
    return lines


def in_order(waiting: Iterable[Waiting], now: datetime, rules: Rules | None = None, run: int = 0) -> list[Waiting]:
    """As they are served: the most urgent first, VIP customers before others, and after some of them one of the others.

    `run` is how many VIP customers in a row were served just before.
    """
    vips, others = _lines(waiting, now, rules)
    found: list[Waiting] = []
    while vips or others:
        is_vips_turn = bool(vips) and (run < VIP_RUN or not others)
        run = run + 1 if is_vips_turn else 0
        found.append(heappop(vips if is_vips_turn else others)[1])
    return found


def why_now(one: Waiting, waiting: Iterable[Waiting], now: datetime, rules: Rules | None = None) -> tuple[When, ...]:
    """Why this one is served before the others, the weightiest reason first."""
    others = [other for other in waiting if other.id != one.id]
    reasons = (
        (When.VIP, one.is_vip),
        (When.SEGMENT, one.is_favoured),
        (When.VALUE, rules is not None and rules.is_big(one)),
        (When.TURN, not goes_first(one, rules) and any(goes_first(other, rules) for other in others)),
        (When.PRIORITY, one.priority > 1),
        (When.ANGRY, one.anger >= ANGRY),
        (When.HURRIED, one.hurry >= HURRIED),
        (When.DUE, one.due_at is not None and all(other.due_at is None or other.due_at >= one.due_at for other in others)),
        (When.OLDEST, all(other.since >= one.since for other in others)),
        (When.LONG, now - one.since >= AGES),
    )
    return tuple(reason for reason, holds in reasons if holds)


def choose(waiting: Iterable[Waiting], agents: Iterable[Agent], now: datetime, rules: Rules | None = None, run: int = 0) -> Choice:
    """Give as much as fits, the most urgent first. `run` as in `in_order`."""
    rules = rules or Rules()
    free = [_Free(agent) for agent in agents]
    known: dict[_Need, _Able] = {}
    assignments: list[Assignment] = []
    unassigned: dict[int, dict[int, Not]] = {}
    vips, others = _lines(waiting, now, rules)
    while vips or others:
        is_vips_turn = bool(vips) and (run < VIP_RUN or not others)
        one = heappop(vips if is_vips_turn else others)[1]
        overflows = rules.overflow_after is not None and one.team is not None and now - one.since >= rules.overflow_after
        teams = None if overflows or one.team is None else frozenset({one.team})
        able, against = _known(known, free, (teams, one.skill, one.language))
        best, why = _best(one, able)
        if best is None and one.helpers and teams is not None:
            helping, _against = _known(known, free, (one.helpers, one.skill, one.language))
            best, why = _best(one, helping)
            able = [*able, *(some for some in helping if some.id in against)]
            against = {number: reason for number, reason in against.items() if all(some.id != number for some in helping)}
        if best is None:
            unassigned[one.id] = against | {some.id: Not.FULL for some in able}
            continue
        if one.team is not None and one.team not in best.agent.teams:
            why = (*why, one.overflow)
        # Only who gets somebody has had a turn.
        run = run + 1 if is_vips_turn else 0
        full = {some.id: Not.FULL for some in able if some.left < one.weight}
        best.take(one.weight)
        assignments.append(Assignment(one.id, best.id, why, against | full if full else against))
    return Choice(tuple(assignments), unassigned)


# What is asked for: one of these teams (None: anybody), a skill, a language.
_Need = tuple[frozenset[int] | None, str, str]
_Able = tuple[list[_Free], dict[int, Not]]


def _known(
    known: dict[_Need, tuple[list[_Free], dict[int, Not]]], free: Iterable[_Free], need: _Need
) -> tuple[list[_Free], dict[int, Not]]:
    """Who can, and why the others cannot: worked out once for all who ask for the same."""
    if need not in known:
        reasons = [(some, _unable(some.agent, *need)) for some in free]
        able = [some for some, reason in reasons if reason is None]
        known[need] = able, {some.id: reason for some, reason in reasons if reason is not None}
    return known[need]


def _unable(agent: Agent, teams: frozenset[int] | None, skill: str, language: str) -> Not | None:
    if agent.state != State.AVAILABLE:
        return Not.OFFLINE if agent.state == State.OFFLINE else Not.AWAY
    checks = (
        (agent.on_shift, Not.OFF_SHIFT),
        (teams is None or not teams.isdisjoint(agent.teams), Not.TEAM),
        (not language or not agent.languages or language in agent.languages, Not.LANGUAGE),
        (not skill or not agent.skills or skill in agent.skills, Not.SKILL),
    )
    return next((reason for holds, reason in checks if not holds), None)


def _best(one: Waiting, able: list[_Free]) -> tuple[_Free | None, tuple[Why, ...]]:
    """The last agent if they can; else who was given least today, and of several who has most room; with what told them apart."""
    weight, best, second = one.weight, None, None
    for some in able:
        if some.left < weight:
            continue
        if some.id == one.last_agent:
            return some, (Why.LAST_AGENT,)
        if best is None or some.share < best.share or (some.share == best.share and some.left > best.left):
            best, second = some, best
        elif second is None or some.share < second.share or (some.share == second.share and some.left > second.left):
            second = some
    if best is None or second is None:
        return best, (Why.ONLY_ONE,)
    if second.share > best.share:
        return best, (Why.LEAST_TODAY,)
    return best, (Why.FREEST,) if best.left > second.left else ()


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that is somebody's. `waits` says that the customer waits for an answer."""

    id: int
    agent: int
    waits: bool


def to_give_back(held: Iterable[Held], agents: Iterable[Agent]) -> list[int]:
    """What waits for somebody who is not there goes to those who are; what waits for nobody stays theirs."""
    present = {agent.id for agent in agents if agent.state == State.AVAILABLE and agent.on_shift}
    return [one.id for one in held if one.waits and one.agent not in present]
