from typing import Any

from django.db import models

from onmaru.inbox.models import Message


def no_reasons() -> dict[str, Any]:
    return {}


class Decision(models.Model):
    """What one step made of one message, how sure it was, and why. The pipeline goes on after the last one."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="decisions")
    step = models.CharField(max_length=30)
    outcome = models.CharField(max_length=60)
    # From 0 to 1; None where the step does not guess.
    confidence = models.FloatField(null=True, blank=True)
    why = models.JSONField(default=no_reasons)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        # So few of so many, and asked for with each mark of an agent.
        indexes = [models.Index("message", name="decisions_of_spam", condition=models.Q(step="spam", outcome="spam"))]
        constraints = [models.UniqueConstraint(fields=["message", "step"], name="a_step_decides_once_about_a_message")]

    def __str__(self) -> str:
        return f"{self.step}: {self.outcome}"
