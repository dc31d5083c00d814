from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onmaru.inbox.models import Conversation, Episode
from onmaru.sla.models.policy import Policy

_GOES_ON = Q(met_at=None, dropped_at=None)


class EpisodeClocks(models.QuerySet["EpisodeClock"]):
    def going_on(self) -> Self:
        return self.filter(_GOES_ON)


class EpisodeClock(models.Model):
    """One thing that is, or was, owed in an episode, as `sla.clock` worked it out from the facts when last something happened."""

    if TYPE_CHECKING:
        episode_id: int
        policy_id: int | None

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="clocks")
    target = models.CharField(max_length=10, choices=Conversation.DueFor.choices)
    # Counts the next answers.
    round = models.IntegerField(default=1)
    policy = models.ForeignKey(Policy, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Which of the policy's conditions made it the one; see choosing.fits.
    why = ArrayField(models.CharField(max_length=10), default=list, blank=True)
    started_at = models.DateTimeField()
    # In the hours that count.
    budget = models.DurationField()
    used = models.DurationField()
    runs = models.BooleanField()
    # None while it stands still.
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    met_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    # When it was said that it is due soon, and since when it is overdue.
    warned_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[EpisodeClocks] = EpisodeClocks.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["episode", "target", "round"], name="a_clock_runs_once_an_episode"),
            models.CheckConstraint(condition=Q(target__in=["first", "next", "resolution"]), name="a_clock_counts_to_a_known_target"),
            models.CheckConstraint(condition=Q(met_at=None) | Q(dropped_at=None), name="a_clock_ends_in_one_way"),
        ]
        # What nobody was told of yet: what the minute's look reads.
        indexes = [
            models.Index("warn_at", name="clocks_to_warn", condition=_GOES_ON & Q(warned_at=None, breached_at=None)),
            models.Index("due_at", name="clocks_to_breach", condition=_GOES_ON & Q(breached_at=None)),
        ]
