from collections.abc import Iterable

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Reason
from onmaru.people.models import Agent, Team
from onmaru.routing.events import AbilitiesSet, MeasureSet, QueueSet
from onmaru.routing.models import Abilities, Measure, Queue


@transaction.atomic
def set_queue(team: Team | None, by: Agent, *, gives: bool, limit: int | None = None, overflows_to: Team | None = None) -> bool:
    """Say how what waits for a team finds its agents. False when it was so."""
    wanted = {"gives": gives, "limit": limit if overflows_to else None, "overflows_to": overflows_to}
    row = Queue.objects.select_for_update().filter(team=team).first() or Queue(team=team)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    Queue.objects.update_or_create(team=team, defaults=wanted)
    record(QueueSet(team_id=team.pk if team else None, gives=gives), by=actor.agent(by.pk))
    return True


@transaction.atomic
def set_measure(capacity: int, weights: dict[str, int], by: Agent) -> bool:
    """Say how much fits an agent, and what a conversation takes on each kind of channel. False when it was so."""
    row = Measure.objects.select_for_update().first() or Measure()
    if (row.capacity, row.weights) == (capacity, weights):
        return False
    Measure.objects.update_or_create(only=True, defaults={"capacity": capacity, "weights": weights})
    record(MeasureSet(capacity=capacity), by=actor.agent(by.pk))
    return True


@transaction.atomic
def set_abilities(agent: Agent, by: Agent, *, capacity: int | None, languages: list[str], reasons: Iterable[Reason]) -> None:
    """Say what an agent can be given."""
    row, _is_new = Abilities.objects.update_or_create(agent=agent, defaults={"capacity": capacity, "languages": languages})
    row.reasons.set(reasons)
    record(AbilitiesSet(agent_id=agent.pk), by=actor.agent(by.pk))
