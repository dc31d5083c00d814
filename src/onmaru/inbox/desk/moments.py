"""Moments that people choose: in an hour, tomorrow at ten, the next working day. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onmaru.people.hours import Calendar
from onmaru.people.models import Agent

MORNING, EVENING = time(10), time(18)


@dataclass(frozen=True, slots=True)
class Preset:
    name: str | Promise
    at: datetime


def presets(now: datetime, zone: tzinfo, calendar: Calendar) -> list[Preset]:
    """In an hour, this evening, tomorrow at ten by the agent's clock, when the next working day begins, next Monday, in a week."""
    local = now.astimezone(zone)
    tomorrow = datetime.combine(local.date() + timedelta(days=1), MORNING, tzinfo=zone)
    evening = datetime.combine(local.date(), EVENING, tzinfo=zone)
    found = [
        Preset(_("In one hour"), now + timedelta(hours=1)),
        *([Preset(_("This evening"), evening)] if evening - now > timedelta(hours=1) else []),
        Preset(_("Tomorrow at 10:00"), tomorrow),
    ]
    midnight = datetime.combine(now.astimezone(calendar.zone).date() + timedelta(days=1), time(0), tzinfo=calendar.zone)
    opening = calendar.next_opening(midnight)
    if opening is not None and opening != tomorrow:
        found.append(Preset(_("Next working day"), opening))
    monday = datetime.combine(local.date() + timedelta(days=7 - local.weekday()), MORNING, tzinfo=zone)
    if monday not in [preset.at for preset in found]:
        found.append(Preset(_("Next Monday"), monday))
    return [*found, Preset(_("In a week"), tomorrow + timedelta(days=6))]


def read_moment(text: str, agent: Agent) -> datetime:
    """What a button or a date field posted; without a zone it is the agent's. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(agent.time_zone))
