from django.db import models


class Team(models.Model):
    """People who share a queue."""

    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name"], name="a_team_name_is_taken_once")]

    def __str__(self) -> str:
        return self.name
