from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.people.models import Agent
from onmaru.workflows.models.course import Course
from onmaru.workflows.models.workflow import Stage


class Step(models.Model):
    """That a course was, or is, at a stage: since when, until when it should be, and how long it was, in open time."""

    if TYPE_CHECKING:
        course_id: int
        stage_id: int

    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="steps")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="steps")
    moved_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    took = models.DurationField(null=True, blank=True)
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["course"], condition=Q(left_at=None), name="a_course_is_at_one_stage"),
            models.CheckConstraint(condition=Q(left_at=None) | Q(took__isnull=False), name="a_step_that_is_over_knows_how_long_it_took"),
        ]
        indexes = [
            models.Index(fields=["warn_at"], name="steps_to_warn", condition=Q(left_at=None, warned_at=None, warn_at__isnull=False)),
            models.Index(fields=["due_at"], name="steps_to_miss", condition=Q(left_at=None, overdue_at=None, due_at__isnull=False)),
            models.Index(fields=["left_at"], name="steps_by_end", condition=Q(left_at__isnull=False)),
        ]
