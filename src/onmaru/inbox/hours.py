"""Whose hours count for a conversation: its channel's own, else its team's, else everyone's. Read once for many conversations."""

import json
from functools import lru_cache

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from onmaru.inbox.models import ChannelHours
from onmaru.kit.prepared import prepared
from onmaru.people.hours import Calendar
from onmaru.people.models import BusinessHours, Shop


class Calendars:
    def __init__(self) -> None:
        self._of_teams = {hours.team_id: hours.calendar for hours in _of_teams()}
        self._of_channels = {hours.channel_id: hours.calendar for hours in _of_channels()}

    def of(self, channel_id: int, team_id: int | None) -> Calendar:
        return self._of_channels.get(channel_id) or self.of_team(team_id)

    def of_team(self, team_id: int | None) -> Calendar:
        return self._of_teams.get(team_id) or self._everyones()

    def _everyones(self) -> Calendar:
        if None not in self._of_teams:
            shop = Shop.objects.first()
            self._of_teams[None] = Calendar(time_zone=shop.time_zone) if shop else Calendar()
        return self._of_teams[None]


@prepared
def _of_teams() -> QuerySet[BusinessHours]:
    return BusinessHours.objects.all()


@prepared
def _of_channels() -> QuerySet[ChannelHours]:
    return ChannelHours.objects.all()


def calendar_of(channel_id: int, team_id: int | None) -> Calendar:
    return Calendars().of(channel_id, team_id)


def hours_beside() -> Coalesce:
    """For rows of conversations: the hours that count for each, as `calendar_from` reads them. Needs no query of its own."""
    told = Cast(JSONObject(week="week", time_zone="time_zone", holidays="holidays", days="days"), TextField())
    of_channel = ChannelHours.objects.filter(channel=OuterRef("channel"))
    of_team = BusinessHours.objects.filter(Q(team=OuterRef("team")) | Q(team=None)).order_by(F("team").asc(nulls_last=True))
    return Coalesce(*(Subquery(hours.values(told=told)[:1]) for hours in (of_channel, of_team)))


@lru_cache(maxsize=64)
def calendar_from(hours: str | None) -> Calendar:
    return BusinessHours(**json.loads(hours)).calendar if hours else Calendar()
