from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q

from onmaru.events.actor import Actor
from onmaru.events.happening import Happening, kinds


class Event(models.Model):
    """Something that happened: one line of the log. Lines are never changed. Ids commit out of order: never read by `id > last`."""

    name = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    # Plain numbers, not foreign keys: the log lies below the packages whose rows it speaks of, and outlives those rows.
    actor_id = models.BigIntegerField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["conversation_id", "id"], name="event_by_conversation", condition=Q(conversation_id__isnull=False)),
            models.Index(fields=["customer_id", "id"], name="event_by_customer", condition=Q(customer_id__isnull=False)),
            BrinIndex(fields=["at"], name="event_by_time"),
        ]

    @property
    def actor(self) -> Actor:
        return Actor(self.actor_kind, self.actor_id)  # pyright: ignore[reportArgumentType]

    @property
    def happening(self) -> Happening:
        """The event as it was recorded. Raises KeyError for a kind that no longer exists."""
        return kinds[self.name](**self.data)
