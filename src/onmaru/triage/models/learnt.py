from typing import ClassVar, Self

from django.db import models
from django.db.models import Q


class LearntOnes(models.QuerySet["Learnt"]):
    def taken(self) -> Self:
        """Those that were good enough to be used, the newest first."""
        return self.exclude(taken_at=None).order_by("-pk")


class Learnt(models.Model):
    """What was learnt of contact reasons at a moment, and how well: the one taken last is used, an earlier one stays to go back to."""

    learnt_at = models.DateTimeField()
    examples = models.IntegerField()
    corrections = models.IntegerField()
    # Of how many that neither had seen, this one and the one before got how many right, from 0 to 1.
    asked = models.IntegerField()
    accuracy = models.FloatField()
    accuracy_before = models.FloatField(null=True, blank=True)
    # None: it was worse than the one before.
    taken_at = models.DateTimeField(null=True, blank=True)
    content = models.BinaryField()

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[LearntOnes] = LearntOnes.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=Q(accuracy__range=(0, 1)), name="an_accuracy_is_a_share")]

    def __str__(self) -> str:
        return f"{self.learnt_at:%Y-%m-%d %H:%M}"
