from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Channel, Conversation, Reason
from onmaru.people.models import Team
from onmaru.segments.models import Segment
from onmaru.sla.choosing import Terms
from onmaru.sla.clock import Target


class Policies(models.QuerySet["Policy"]):
    def in_force(self) -> Self:
        return self.filter(retired_at=None)


class Policy(models.Model):
    """By when we owe what, to which conversations. What it says nothing of (an empty target), less particular ones decide."""

    if TYPE_CHECKING:
        channel_id: int | None
        team_id: int | None
        reason_id: int | None
        segment_id: int | None

    class Hours(models.TextChoices):
        OPEN = "open", _("Business hours only")
        ALWAYS = "always", _("Round the clock")

    # Without one it is called by what it applies to.
    name = models.CharField(_("Name"), max_length=80, blank=True)
    # Sorts of channels, by their code; also of such as are not installed yet. None: all.
    kinds = ArrayField(models.CharField(max_length=30), verbose_name=_("Sorts of channels"), default=list, blank=True)
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    reason = models.ForeignKey(Reason, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # To a retired one belongs nobody, so that its policies apply to nobody.
    segment = models.ForeignKey(Segment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_for_vip = models.BooleanField(_("Only for VIP customers"), default=False)
    least_priority = models.SmallIntegerField(choices=Conversation.Priority.choices, null=True, blank=True)
    first = models.DurationField(_("First answer within"), null=True, blank=True)
    next = models.DurationField(_("Next answer within"), null=True, blank=True)
    resolution = models.DurationField(_("Resolution within"), null=True, blank=True)
    # By the clock on the wall: nights and weekends count. For answers only.
    limit = models.DurationField(_("Answer at the latest after"), null=True, blank=True)
    hours = models.CharField(_("What counts"), max_length=6, choices=Hours.choices, default=Hours.OPEN)
    warn_percent = models.SmallIntegerField(_("Warn at"), default=75)
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Policies] = Policies.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(warn_percent__range=(10, 95)), name="a_policy_warns_before_it_is_too_late"),
            models.CheckConstraint(
                condition=Q(first__isnull=False) | Q(next__isnull=False) | Q(resolution__isnull=False), name="a_policy_asks_for_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"

    @property
    def terms(self) -> Terms:
        targets: dict[Target, timedelta | None] = {Target.FIRST: self.first, Target.NEXT: self.next, Target.RESOLUTION: self.resolution}
        return Terms(
            number=self.pk,
            kinds=frozenset(self.kinds),
            channel=self.channel_id,
            team=self.team_id,
            reason=self.reason_id,
            is_for_vip=self.is_for_vip,
            segment=self.segment_id,
            least_priority=self.least_priority,
            within={target: length for target, length in targets.items() if length},
            limit=self.limit,
            round_the_clock=self.hours == self.Hours.ALWAYS,
            share=self.warn_percent / 100,
        )
