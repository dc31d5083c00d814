from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.people.models.agent import Agent
    from onmaru.people.models.calendar import BusinessHours


class Team(models.Model):
    """People who share a queue."""

    if TYPE_CHECKING:
        agents: RelatedManager["Agent"]
        hours: "BusinessHours"

    name = models.CharField(max_length=80)
    # Under the answers of its agents who have none of their own.
    signature = models.TextField(blank=True, default="", db_default="")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name"], name="a_team_name_is_taken_once")]

    def __str__(self) -> str:
        return self.name
