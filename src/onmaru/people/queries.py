from typing import Any

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject

from onmaru.people.hours import Calendar
from onmaru.people.models import BusinessHours, Shop, Team


def calendar_of(team: Team | int | None) -> Calendar:
    """When a team answers: its own hours, else those of everyone, else the shop's zone with ordinary office hours."""
    team_id = team.pk if isinstance(team, Team) else team
    hours = BusinessHours.objects.filter(team=team_id).first() if team_id else None
    hours = hours or BusinessHours.objects.filter(team=None).first()
    if hours:
        return hours.calendar
    shop = Shop.objects.first()
    return Calendar(time_zone=shop.time_zone) if shop else Calendar()


def hours_beside(team: str) -> Subquery:
    """For rows that name a team in this column: its hours, else everyone's, as `calendar_from` reads them. Needs no query of its own."""
    hours = BusinessHours.objects.filter(Q(team=OuterRef(team)) | Q(team=None)).order_by(F("team").asc(nulls_last=True))
    return Subquery(hours.values(hours=JSONObject(week="week", time_zone="time_zone", holidays="holidays"))[:1])


def calendar_from(hours: dict[str, Any] | None) -> Calendar:
    return BusinessHours(**hours).calendar if hours else Calendar()
