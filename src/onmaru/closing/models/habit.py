from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.inbox.models import Channel, Reason


class Habit(models.Model):
    """How the shop resolves: one row for all of it, one for each channel and each reason that has a way of its own."""

    if TYPE_CHECKING:
        channel_id: int | None
        reason_id: int | None

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # Of the shop: whoever resolves says what it was about.
    demands_reason = models.BooleanField(default=True)
    # Of a channel: customers are asked whether it is solved, unless the agent says otherwise.
    asks = models.BooleanField(default=False)
    # Of a channel or a reason: after so many days they are asked whether it is still fine. Of a reason, 0 is never.
    days = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "reason"], nulls_distinct=False, name="a_habit_is_kept_once"),
            models.CheckConstraint(condition=Q(channel=None) | Q(reason=None), name="a_habit_is_of_a_channel_or_of_a_reason"),
            models.CheckConstraint(condition=Q(days=None) | Q(days__lte=90), name="nobody_is_asked_after_more_than_ninety_days"),
        ]
