"""Who is there with how much, and what waits for which team how long: as leads look at it. A handful of queries, whatever there is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from onmaru.inbox.models import Callback, Conversation
from onmaru.people.models import Agent, Availability, Team
from onmaru.people.shifts import is_off_shift
from onmaru.routing.at_work import loads_of, measure
from onmaru.routing.models import Measure, Queue
from onmaru.routing.waiting import waiting_for_somebody

# So many are shown at once.
CALLS = 50


@dataclass(frozen=True, slots=True)
class Person:
    agent: Agent
    teams: list[Team]
    since: datetime | None
    on_shift: bool
    load: int
    capacity: int

    @property
    def percent(self) -> int:
        return min(round(100 * self.load / self.capacity), 100) if self.capacity else 100


@dataclass(frozen=True, slots=True)
class Line:
    """A team's queue; without a team, everyone's. `late` of the `waiting` are past what was owed; `theirs` wait for who has them."""

    team: Team | None
    queue: Queue
    waiting: int
    late: int
    oldest: datetime | None
    theirs: int
    people: list[Person] = field(default_factory=list)

    @property
    def view(self) -> str:
        return f"team-{self.team.pk}" if self.team else "unassigned"

    @property
    def is_over(self) -> bool:
        return self.queue.limit is not None and self.waiting > self.queue.limit

    @property
    def there(self) -> int:
        return sum(person.agent.availability == Agent.Availability.WORK and person.on_shift for person in self.people)


def calls_owed() -> list[Callback]:
    """Whom we are to call back, who waits longest first."""
    open_ones = Callback.objects.owed().exclude(conversation__status=Conversation.Status.RESOLVED).filter(conversation__deleted_at=None)
    return list(open_ones.select_related("conversation__customer__person", "conversation__team", "conversation__assignee")[:CALLS])


_ORDER = [Agent.Availability.WORK, Agent.Availability.AWAY, Agent.Availability.HOME]


def teams_with_queues() -> list[Team]:
    return list(Team.objects.select_related("queue__overflows_to"))


def people(teams: Iterable[Team], now: datetime) -> list[Person]:
    """Who may answer: who is there first."""
    agents = list(_answering())
    numbers = [agent.pk for agent in agents]
    shop_measure = measure()
    loads = loads_of(numbers, shop_measure, now)
    found = [
        Person(
            agent,
            [team for team in teams if team.pk in agent.team_numbers],
            agent.since,
            not is_off_shift(agent, now),
            loads[agent.pk],
            _capacity(agent, shop_measure),
        )
        for agent in agents
    ]
    return sorted(found, key=lambda one: (_ORDER.index(Agent.Availability(one.agent.availability)), one.agent.name))


def _answering() -> QuerySet[Any]:
    """With the numbers of their teams, and since when they are in their state."""
    theirs = Availability.objects.going_on().filter(agent=OuterRef("pk"))
    known = {
        "team_numbers": ArraySubquery(Team.objects.filter(agents=OuterRef("pk")).values("pk")),
        "since": Subquery(theirs.values("began_at")[:1]),
    }
    return Agent.objects.filter(is_active=True).exclude(role=Agent.Role.LIGHT).select_related("abilities", "shifts").annotate(**known)


def _capacity(agent: Agent, shop_measure: Measure) -> int:
    own: int | None = agent.abilities.capacity if hasattr(agent, "abilities") else None  # pyright: ignore[reportAttributeAccessIssue]
    return shop_measure.capacity if own is None else own


def lines(teams: Iterable[Team], everybody: list[Person], now: datetime) -> list[Line]:
    """Every team's, and everyone's where something waits there."""
    rows = waiting_for_somebody(Conversation.objects.all()).order_by().values("team").annotate(
        waiting=Count("pk", filter=Q(assignee=None)),
        late=Count("pk", filter=Q(assignee=None, due_at__lt=now)),
        oldest=Min("customer_waiting_since", filter=Q(assignee=None)),
        theirs=Count("pk", filter=Q(assignee__isnull=False)),
    )  # fmt: skip
    counted = {row.pop("team"): row for row in rows}
    nothing = {"waiting": 0, "late": 0, "oldest": None, "theirs": 0}
    found = [
        Line(
            team,
            getattr(team, "queue", None) or Queue(team=team),
            **counted.get(team.pk, nothing),
            people=[one for one in everybody if team in one.teams],
        )
        for team in teams
    ]
    if None in counted:
        found.append(Line(None, Queue.objects.filter(team=None).first() or Queue(), **counted[None], people=everybody))
    return found
