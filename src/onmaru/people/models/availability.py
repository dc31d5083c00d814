from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onmaru.people.models.agent import Agent


class Availabilities(models.QuerySet["Availability"]):
    def going_on(self) -> Self:
        return self.filter(ended_at=None)


class Availability(models.Model):
    """A stretch of time in which an agent was at work, away or at home: who said so, from when until when."""

    if TYPE_CHECKING:
        agent_id: int
        by_id: int | None

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="availabilities")
    state = models.CharField(_("State"), max_length=5, choices=Agent.Availability.choices)
    away_for = models.CharField(max_length=8, choices=Agent.AwayFor.choices, blank=True, default="")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # None: the product saw it by itself.
    by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # When they were last seen before the desk, while it goes on.
    seen_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Availabilities] = Availabilities.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["-began_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["agent"], condition=Q(ended_at=None), name="an_agent_is_in_one_state_at_a_time"),
            models.CheckConstraint(condition=Q(state="away") | Q(away_for=""), name="only_who_is_away_is_away_for_something"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(ended_at__gte=F("began_at")), name="a_stretch_ends_after_it_began"),
        ]
        indexes = [models.Index(fields=["agent", "began_at"], name="availabilities_of_an_agent")]
