from django.db import models
from django.db.models import Q

from onmaru.people.models import Agent


class CheckChoice(models.Model):
    """A check before sending that is switched off: for everybody, or for one agent."""

    check_name = models.CharField(max_length=40)
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, null=True, blank=True, related_name="check_choices")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_name", "agent"], name="a_check_is_switched_off_once", nulls_distinct=False),
            models.CheckConstraint(condition=~Q(check_name=""), name="a_switched_off_check_has_a_name"),
        ]
