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
