from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from onmaru.inbox.actions.assign import assign_locked
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.routing.at_work import answering, measure
from onmaru.routing.choose import Agent as Answering
from onmaru.routing.choose import Assignment, Not, Rules, State, Waiting, choose, goes_first, why_now
from onmaru.routing.left_with import left_with_the_absent
from onmaru.routing.models import Choice, Queue
from onmaru.routing.overflow import helps
from onmaru.routing.waiting import LOOKED_AT, as_waiting, first_of_each_order, vips_in_a_row, waiting_for_somebody

# So often more of those who wait are looked at, should the first all wait for somebody who is not there.
ROUNDS = 5
# Of the others so many are named beside a choice.
NAMED = 12
# Any number that no other lock of the product has: whoever gives out does so alone until the transaction ends.
ALONE = 0x67697665


@dataclass(slots=True)
class GivenOut:
    """What was given to whom, by conversation; and what kept everybody from those who go on waiting."""

    choices: dict[int, Choice] = field(default_factory=dict)
    waiting: dict[int, dict[int, Not]] = field(default_factory=dict)
    # Where nobody has room for anything: what keeps each.
    nobody: dict[int, Not] = field(default_factory=dict)


@transaction.atomic
def give_out() -> GivenOut:
    """Give agents who are there what waits for the teams whose conversations are given. A second run finds nothing left to give."""
    out, now = GivenOut(), clock.now()
    queues = {queue.team_id: queue for queue in Queue.objects.giving()}
    if not queues:
        return out
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALONE])
    for _round in range(ROUNDS):
        # What the round before gave is read again: loads and shares are those of the database, never of memory.
        if not _give_some(queues, out, now):
            break
    return out


def _give_some(queues: dict[int | None, Queue], out: GivenOut, now: datetime) -> bool:
    """Whether there may be more to give than was looked at."""
    shop_measure = measure()
    agents = answering(now, shop_measure)
    there = {agent.id for agent in agents if agent.state == State.AVAILABLE and agent.on_shift}
    helping = helps(queues.values(), agents, now)
    rooms = {team for agent in agents if agent.id in there and agent.load < agent.capacity for team in agent.teams}
    teams = [number for number in queues if number is None or ({number} | ({helping[number].team} if number in helping else set())) & rooms]
    if not teams or not any(agent.load < agent.capacity for agent in agents if agent.id in there):
        out.nobody = {agent.id: _kept_by(agent) for agent in agents}
        return False
    wanted = Q(team__in=[team for team in teams if team is not None]) | (Q(team=None) if None in teams else Q(pk=None))
    rows = waiting_for_somebody(Conversation.objects.filter(wanted)).exclude(assignee__in=there).exclude(pk__in=list(out.waiting))
    found = left_with_the_absent(first_of_each_order(rows))
    if not found:
        return False
    waiting = as_waiting(list(found.values()), shop_measure, agents, helping)
    made = choose(waiting, agents, now, shop_measure.rules, run=vips_in_a_row())
    out.waiting.update(made.unassigned)
    _keep(made.assignments, waiting, found, {agent.id: agent for agent in agents}, shop_measure.rules, out, now)
    return len(found) >= LOOKED_AT


def _kept_by(agent: Answering) -> Not:
    if agent.state != State.AVAILABLE:
        return Not.AWAY if agent.state == State.AWAY else Not.OFFLINE
    return Not.FULL if agent.on_shift else Not.OFF_SHIFT


def _keep(
    assignments: tuple[Assignment, ...],
    waiting: list[Waiting],
    found: dict[int, Conversation],
    agents: dict[int, Answering],
    rules: Rules,
    out: GivenOut,
    now: datetime,
) -> None:
    rows = waiting_for_somebody(Conversation.objects.filter(pk__in=[one.waiting for one in assignments])).order_by("pk")
    # Who is being written to or taken at this moment is left to whoever does that; they set off another giving out.
    held = {row.pk: row for row in rows.select_for_update(no_key=True, skip_locked=True, of=("self",))}
    people = {agent.pk: agent for agent in Agent.objects.filter(pk__in=[one.agent for one in assignments])}
    by_number = {one.id: one for one in waiting}
    for one in assignments:
        row, before = held.get(one.waiting), found[one.waiting].assignee_id
        if row is None or row.assignee_id != before:
            out.waiting[one.waiting] = {}
            continue
        assign_locked([row], people[one.agent])
        asked = by_number[one.waiting]
        out.choices[one.waiting] = Choice.objects.create(
            conversation=row,
            agent=people[one.agent],
            made_at=now,
            how=Choice.How.GIVEN,
            why=[str(reason) for reason in why_now(asked, waiting, now, rules)],
            why_agent=[str(reason) for reason in one.why],
            against=_nearest(one.against, asked, agents),
            instead_of_id=before,
            weight=asked.weight,
            was_vip=goes_first(asked, rules),
            others=len(waiting) - 1,
        )


def _nearest(against: dict[int, Not], asked: Waiting, agents: dict[int, Answering]) -> dict[str, str]:
    """Whoever might have been expected: the last agent and the team's own, those of other teams not at all."""
    theirs = [
        number
        for number, reason in against.items()
        if reason != Not.TEAM and (number == asked.last_agent or asked.team is None or asked.team in agents[number].teams)
    ]
    theirs.sort(key=lambda number: (number != asked.last_agent, number))
    return {str(number): str(against[number]) for number in theirs[:NAMED]}


def is_given(team: int | None) -> bool:
    """Whether what waits for this team is given to agents."""
    return Queue.objects.giving().filter(team=team).exists()
