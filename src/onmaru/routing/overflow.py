"""Who helps a team now, and why: because its own are not there, because too many wait, or because somebody waits too long."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count, Q

from onmaru.inbox.hours import Calendars
from onmaru.inbox.models import Conversation
from onmaru.routing.choose import Agent, State, Why
from onmaru.routing.helping import Help
from onmaru.routing.models import Queue
from onmaru.routing.waiting import waiting_for_somebody


def helps(queues: Collection[Queue], agents: Collection[Agent], now: datetime) -> dict[int | None, Help]:
    """By team, who helps it now; a team that nobody helps is left out."""
    helped_ones = {queue.team_id: queue for queue in queues if queue.overflows_to_id is not None}
    absent = _absent([number for number, queue in helped_ones.items() if queue.helped_when_absent], agents, now)
    counts = _waiting([number for number, queue in helped_ones.items() if queue.limit is not None and number not in absent])
    found: dict[int | None, Help] = {}
    for number, queue in helped_ones.items():
        assert queue.overflows_to_id is not None
        if number in absent:
            found[number] = Help(queue.overflows_to_id, Why.OVERFLOW_ABSENT)
        elif queue.limit is not None and counts.get(number, 0) > queue.limit:
            found[number] = Help(queue.overflows_to_id, Why.OVERFLOW)
        elif queue.patience is not None:
            found[number] = Help(queue.overflows_to_id, Why.OVERFLOW_LONG, now - timedelta(minutes=queue.patience))
    return found


def _absent(teams: Collection[int | None], agents: Collection[Agent], now: datetime) -> set[int | None]:
    if not teams:
        return set()
    there = [agent for agent in agents if agent.state == State.AVAILABLE and agent.on_shift]
    manned = {team for agent in there for team in agent.teams} | ({None} if there else set[int | None]())
    hours = Calendars()
    return {team for team in teams if team not in manned or not hours.of_team(team).is_open(now)}


def _waiting(teams: Collection[int | None]) -> dict[int | None, int]:
    if not teams:
        return {}
    theirs = Q(team__in=[team for team in teams if team is not None]) | (Q(team=None) if None in teams else Q(pk=None))
    nobodys = waiting_for_somebody(Conversation.objects.filter(theirs)).filter(assignee=None)
    return dict(nobodys.order_by().values_list("team").annotate(Count("pk")))
