from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F

from onmaru.automation.models.rule import Rule, nothing
from onmaru.people.models import Agent


class Trials(models.QuerySet["Trial"]):
    def unfinished(self) -> Self:
        return self.filter(finished_at=None)


class Trial(models.Model):
    """What a rule would have touched in the last 30 days, looked up without doing anything."""

    if TYPE_CHECKING:
        rule_id: int

    rule = models.ForeignKey(Rule, on_delete=models.CASCADE, related_name="trials")
    # The version that is tried; what is written meanwhile is another one.
    version = models.IntegerField()
    content = models.JSONField(default=nothing)
    asked_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    since = models.DateTimeField()
    # Where it goes on; what lies above has been looked at.
    place = models.BigIntegerField(null=True)
    looked_at = models.IntegerField(default=0)
    # How often it would have acted, and on which conversations, the latest first, as many as anybody reads.
    times = models.IntegerField(default=0)
    conversations = ArrayField(models.BigIntegerField(), default=list)
    # More happened than is looked through; the rest of the 30 days was left out.
    cut_off = models.BooleanField(default=False)
    finished_at = models.DateTimeField(null=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Trials] = Trials.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        indexes = [
            models.Index("rule", F("id").desc(), name="trials_of_a_rule"),
            models.Index("id", name="trials_unfinished", condition=models.Q(finished_at=None)),
        ]
