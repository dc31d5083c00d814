from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.people.events import HoursDropped, HoursSet
from onmaru.people.models import Agent, BusinessHours, Shop, Team

Week = list[list[list[str]]]


@transaction.atomic
def set_hours(team: Team | None, week: Week, holidays: str, by: Agent, days: dict[str, list[list[str]]] | None = None) -> None:
    """Say when a team answers, or with None when everyone does who has no hours of their own."""
    shop = Shop.objects.first()
    zone = {"time_zone": shop.time_zone} if shop else {}
    BusinessHours.objects.update_or_create(team=team, defaults={"week": week, "holidays": holidays, "days": days or {}, **zone})
    record(HoursSet(team_id=team.pk if team else None), by=actor.agent(by.pk))


@transaction.atomic
def drop_hours(team: Team, by: Agent) -> None:
    """Let a team keep everyone's hours again."""
    if BusinessHours.objects.filter(team=team).delete()[0]:
        record(HoursDropped(team_id=team.pk), by=actor.agent(by.pk))
