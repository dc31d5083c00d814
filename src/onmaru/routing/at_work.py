"""Who answers, as the choice wants to see them: who is there, what they can do, how much they have. A handful of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, Sum

from onmaru.inbox import kinds
from onmaru.inbox.models import Conversation, Reason
from onmaru.people.models import Agent, Availability, Shop
from onmaru.people.shifts import off_shift
from onmaru.routing import choose
from onmaru.routing.models import Abilities, Choice, Measure

# A chat that was answered goes on taking somebody's mind for so long.
AFTERGLOW = timedelta(minutes=30)
STATES = {
    Agent.Availability.WORK: choose.State.AVAILABLE,
    Agent.Availability.AWAY: choose.State.AWAY,
    Agent.Availability.HOME: choose.State.OFFLINE,
}


def measure() -> Measure:
    return Measure.objects.first() or Measure()


def answering(now: datetime, shop_measure: Measure) -> list[choose.Agent]:
    """Everybody who may answer, whether they are there or not."""
    agents = list(Agent.objects.filter(is_active=True).exclude(role=Agent.Role.LIGHT).prefetch_related("teams").order_by("pk"))
    numbers = [agent.pk for agent in agents]
    able = {row.agent_id: row for row in Abilities.objects.filter(agent__in=numbers).prefetch_related("reasons")}
    below = _below(reason.pk for row in able.values() for reason in row.reasons.all())
    off, loads = off_shift(numbers, now), loads_of(numbers, shop_measure, now)
    midnight = start_of_day(now)
    given = dict(Choice.objects.filter(made_at__gte=midnight).order_by().values_list("agent").annotate(Sum("weight")))
    hours = hours_at_work(numbers, midnight, now)
    found = []
    for agent in agents:
        row = able.get(agent.pk)
        reasons = {number for reason in row.reasons.all() for number in (reason.pk, *below[reason.pk])} if row else set[int]()
        found.append(
            choose.Agent(
                agent.pk,
                teams=frozenset(team.pk for team in agent.teams.all()),
                skills=frozenset(map(str, reasons)),
                languages=frozenset(row.languages if row else ()),
                state=STATES[Agent.Availability(agent.availability)],
                on_shift=agent.pk not in off,
                capacity=shop_measure.capacity if row is None or row.capacity is None else row.capacity,
                load=loads[agent.pk],
                given=given.get(agent.pk, 0),
                hours=hours[agent.pk],
            )
        )
    return found


def _below(reasons: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    wanted = set(reasons)
    if wanted:
        for parent, number in Reason.objects.filter(parent__in=wanted).values_list("parent", "pk"):
            found[parent].append(number)
    return found


def loads_of(agents: Collection[int], shop_measure: Measure, now: datetime) -> dict[int, int]:
    """In points: conversations of theirs whose customer waits, and chats in which something was said just now."""
    chats = [kind.code for kind in kinds.everyone() if kind.can.typing]
    theirs = Conversation.objects.shown().filter(deleted_at=None, status=Conversation.Status.OPEN, assignee__in=list(agents))
    busy = theirs.filter(Q(customer_waiting_since__isnull=False) | Q(channel__kind__in=chats, last_activity_at__gt=now - AFTERGLOW))
    loads: dict[int, int] = defaultdict(int)
    for agent, kind, count in busy.order_by().values_list("assignee", "channel__kind").annotate(Count("pk")):
        loads[agent] += count * shop_measure.weight(kind)
    return loads


def start_of_day(now: datetime) -> datetime:
    shop = Shop.objects.first()
    zone = ZoneInfo(shop.time_zone if shop else "Asia/Seoul")
    return datetime.combine(now.astimezone(zone).date(), time(0), tzinfo=zone)


def hours_at_work(agents: Collection[int], since: datetime, now: datetime) -> dict[int, float]:
    stretches = Availability.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since), agent__in=list(agents), state=Agent.Availability.WORK)
    seconds: dict[int, float] = defaultdict(float)
    for agent, began, ended in stretches.order_by().values_list("agent", "began_at", "ended_at"):
        seconds[agent] += max((min(ended or now, now) - max(began, since)).total_seconds(), 0)
    return defaultdict(float, {agent: worked / 3600 for agent, worked in seconds.items()})
