from django.db import transaction

from onmaru.events import actor
from onmaru.events.log import record
from onmaru.inbox.events import ChannelHoursDropped, ChannelHoursSet
from onmaru.inbox.models import Channel, ChannelHours
from onmaru.people.actions.set_hours import Week
from onmaru.people.models import Agent, Shop


@transaction.atomic
def set_channel_hours(channel: Channel, week: Week, holidays: str, by: Agent, days: dict[str, list[list[str]]] | None = None) -> None:
    """Say when a channel is answered, whatever the hours of its team."""
    shop = Shop.objects.first()
    zone = {"time_zone": shop.time_zone} if shop else {}
    hours = {"week": week, "holidays": holidays, "days": days or {}, **zone}
    ChannelHours.objects.update_or_create(channel=channel, defaults=hours)
    record(ChannelHoursSet(channel_id=channel.pk), by=actor.agent(by.pk))


@transaction.atomic
def drop_channel_hours(channel: Channel, by: Agent) -> None:
    """Let a channel keep the hours of its team again."""
    if ChannelHours.objects.filter(channel=channel).delete()[0]:
        record(ChannelHoursDropped(channel_id=channel.pk), by=actor.agent(by.pk))
