"""How long each agent was at work or away, by day or by week: summed up by the database, however many stretches there are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from django.db import connection

from onmaru.people.models import Agent

WORK = Agent.Availability.WORK
# Nobody is at work or away for longer at a stretch: who is not seen for hours has gone home, as far as the product can tell.
LONGEST = timedelta(days=7)
_SPENT = """
    SELECT stretch.agent_id, period.place, CASE WHEN stretch.state = 'work' THEN 'work' ELSE stretch.away_for END,
        SUM(LEAST(COALESCE(stretch.ended_at, %(now)s), period.ends) - GREATEST(stretch.began_at, period.begins))
    FROM people_availability AS stretch
    JOIN unnest(%(begins)s::timestamptz[], %(ends)s::timestamptz[]) WITH ORDINALITY AS period (begins, ends, place)
        ON stretch.began_at < period.ends AND COALESCE(stretch.ended_at, %(now)s) > period.begins
    WHERE stretch.agent_id = ANY(%(agents)s) AND stretch.began_at > %(since)s AND stretch.state <> 'home'
    GROUP BY 1, 2, 3
"""


@dataclass(frozen=True, slots=True)
class Period:
    """A day, or a week from Monday on, as far as it lies in what is looked at."""

    begins: datetime
    ends: datetime

    @property
    def day(self) -> date:
        return self.begins.date()


@dataclass(slots=True)
class Spent:
    """Of one agent: by period and by what, "work" or what they were away for."""

    agent: Agent
    periods: list[dict[str, timedelta]] = field(default_factory=list)

    @property
    def in_all(self) -> dict[str, timedelta]:
        found: dict[str, timedelta] = defaultdict(timedelta)
        for period in self.periods:
            for what, length in period.items():
                found[what] += length
        return dict(found)

    @property
    def at_work(self) -> list[timedelta]:
        return [period.get(WORK, timedelta()) for period in self.periods]


def periods(days: int, now: datetime, zone: ZoneInfo) -> list[Period]:
    """The last days with today, one by one; of more than two weeks, by week. Pure."""
    today = now.astimezone(zone).date()
    first = today - timedelta(days=days - 1)
    begins = [first + timedelta(days=number) for number in range(days)]
    if days > 14:
        begins = [day for day in begins if day == first or day.weekday() == 0]
    edges = [*begins, today + timedelta(days=1)]
    moments = [datetime.combine(day, time(0), tzinfo=zone) for day in edges]
    return [Period(start, end) for start, end in pairwise(moments)]


def spent(looked_at: Sequence[Period], now: datetime) -> list[Spent]:
    """Everybody who answers, also who left since, if they were there."""
    agents = {agent.pk: agent for agent in Agent.objects.exclude(role=Agent.Role.LIGHT)}
    found = {number: Spent(agent, [{} for _ in looked_at]) for number, agent in agents.items()}
    with connection.cursor() as cursor:
        asked = {
            "now": now,
            "agents": list(agents),
            "since": looked_at[0].begins - LONGEST,
            "begins": [period.begins for period in looked_at],
            "ends": [period.ends for period in looked_at],
        }
        cursor.execute(_SPENT, asked)
        for number, place, what, length in cursor.fetchall():
            found[number].periods[place - 1][what] = length
    return [one for one in found.values() if one.agent.is_active or one.in_all]
