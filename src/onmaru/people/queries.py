from collections.abc import Iterable

from django.db.models import Q

from onmaru.people.hours import Calendar
from onmaru.people.models import BusinessHours, Shop, Team


def calendar_of(team: Team | int | None) -> Calendar:
    """When a team answers: its own hours, else those of everyone, else the shop's zone with ordinary office hours."""
    team_id = team.pk if isinstance(team, Team) else team
    return calendars_of([team_id])[team_id]


def calendars_of(teams: Iterable[int | None]) -> dict[int | None, Calendar]:
    """The same of several teams, by their numbers; None is everyone."""
    numbers = {*teams, None}
    hours = {row.team_id: row.calendar for row in BusinessHours.objects.filter(Q(team__in=numbers - {None}) | Q(team=None))}
    everyones = hours.get(None) or _without_hours()
    return {number: hours.get(number, everyones) for number in numbers}


def _without_hours() -> Calendar:
    shop = Shop.objects.first()
    return Calendar(time_zone=shop.time_zone) if shop else Calendar()
