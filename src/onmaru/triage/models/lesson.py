from datetime import timedelta
from typing import ClassVar

from django.db import models

from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.triage.models.learnt import Learnt

# A worker that was killed comes back to it; one that is gone for so long leaves it to the next.
GIVEN_UP = timedelta(minutes=30)


class Lesson(models.Model):
    """Learning that somebody asked for, and how far it is. Only the last one is kept."""

    class Step(models.TextChoices):
        WAITING = "waiting"
        VECTORS = "vectors"
        LEARNING = "learning"

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices, default=Step.WAITING)
    # Of so many vectors, those that are there.
    done = models.IntegerField(default=0)
    of = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)
    # None, when it has ended: it failed.
    made = models.ForeignKey(Learnt, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects: ClassVar["models.Manager[Lesson]"]

    class Meta:
        ordering = ["-id"]

    @property
    def is_under_way(self) -> bool:
        return self.ended_at is None and self.asked_at > clock.now() - GIVEN_UP
