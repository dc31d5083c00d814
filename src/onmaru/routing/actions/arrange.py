from collections.abc import Iterable

from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.models import Reason
from onmaru.people.models import Agent, Team
from onmaru.routing.events import AbilitiesSet, MeasureSet, QueueSet, ServedFirstSet
from onmaru.routing.models import Abilities, Measure, Queue
from onmaru.segments.models import Segment


@transaction.atomic
def set_queue(
    team: Team | None,
    by: Agent,
    *,
    gives: bool,
    overflows_to: Team | None = None,
    limit: int | None = None,
    patience: int | None = None,
    helped_when_absent: bool = False,
    offers_after: int | None = None,
) -> bool:
    """Say how what waits for a team finds its agents, when another team helps, and when it is kinder to call. False when it was so."""
    helped = {"limit": limit, "patience": patience, "helped_when_absent": helped_when_absent}
    never = {"limit": None, "patience": None, "helped_when_absent": False}
    wanted = {"gives": gives, "offers_after": offers_after, "overflows_to": overflows_to, **(helped if overflows_to else never)}
    row = Queue.objects.select_for_update().filter(team=team).first() or Queue(team=team)
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    Queue.objects.update_or_create(team=team, defaults=wanted)
    record(QueueSet(team_id=team.pk if team else None, gives=gives), by=actor.agent(by.pk))
    return True


@transaction.atomic
def set_measure(capacity: int, weights: dict[str, int], by: Agent, big_order: int | None = None) -> bool:
    """Say how much fits an agent, what a conversation takes on each kind of channel, and from when on an order is big. False when so."""
    row = Measure.objects.select_for_update().first() or Measure()
    wanted = {"capacity": capacity, "weights": weights, "big_order": big_order}
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return False
    Measure.objects.update_or_create(only=True, defaults=wanted)
    record(MeasureSet(capacity=capacity), by=actor.agent(by.pk))
    return True


@transaction.atomic
def serve_first(segments: Iterable[Segment], by: Agent) -> bool:
    """Say whose customers are served like VIP customers. False when it was so."""
    row, _is_new = Measure.objects.get_or_create(only=True)
    wanted = {segment.pk for segment in segments}
    if wanted == set(row.served_first.values_list("pk", flat=True)):
        return False
    row.served_first.set(wanted)
    record(ServedFirstSet(segment_ids=sorted(wanted)), by=actor.agent(by.pk))
    return True


@transaction.atomic
def set_abilities(agent: Agent, by: Agent, *, capacity: int | None, languages: list[str], reasons: Iterable[Reason]) -> None:
    """Say what an agent can be given."""
    row, _is_new = Abilities.objects.update_or_create(agent=agent, defaults={"capacity": capacity, "languages": languages})
    row.reasons.set(reasons)
    record(AbilitiesSet(agent_id=agent.pk), by=actor.agent(by.pk))
