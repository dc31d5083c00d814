from django.db import models
from django.db.models import Q


class Recalculation(models.Model):
    """All open conversations are worked out anew, because a policy or business hours changed; some at a time."""

    started_at = models.DateTimeField()
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    # Changed again meanwhile: a newer one goes on in its place.
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ended_at"], nulls_distinct=False, condition=Q(ended_at=None), name="one_recalculation_runs_at_a_time"
            )
        ]

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 100
