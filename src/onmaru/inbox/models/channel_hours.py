from typing import TYPE_CHECKING

from django.db import models

from onmaru.inbox.models.channel import Channel
from onmaru.people.models.calendar import Hours


class ChannelHours(Hours):
    """When the shop answers on one channel, where that differs from the hours of the team."""

    if TYPE_CHECKING:
        channel_id: int

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="hours")
