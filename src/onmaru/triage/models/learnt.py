from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from onmaru.people.models import Agent


class LearntOnes(models.QuerySet["Learnt"]):
    def taken(self) -> Self:
        """Those that were good enough to be used, or that somebody chose; the one in use first."""
        return self.exclude(taken_at=None).order_by("-taken_at", "-pk")


class Learnt(models.Model):
    """What was learnt of contact reasons at a moment, and how well: the one taken last is used, earlier ones stay to go back to."""

    learnt_at = models.DateTimeField()
    examples = models.IntegerField()
    corrections = models.IntegerField()
    # Of how many that neither had seen, this one and the one before got how many right, from 0 to 1.
    asked = models.IntegerField()
    accuracy = models.FloatField()
    accuracy_before = models.FloatField(null=True, blank=True)
    # What made the vectors it learnt from; empty: words alone. Beside it what was meant to make them, where that could not be reached.
    made_by = models.CharField(max_length=800, blank=True)
    meant_by = models.CharField(max_length=800, blank=True)
    # None: it was worse than the one before.
    taken_at = models.DateTimeField(null=True, blank=True)
    # Who chose it; nobody where it was taken for being no worse.
    taken_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # Of those long past only the figures are kept.
    content = models.BinaryField()

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[LearntOnes] = LearntOnes.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(accuracy__range=(0, 1)), name="an_accuracy_is_a_share")]

    def __str__(self) -> str:
        return f"{self.learnt_at:%Y-%m-%d %H:%M}"
