from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q

from onmaru.inbox.models.conversation import Conversation
from onmaru.people.models import Agent


class Callbacks(models.QuerySet["Callback"]):
    def owed(self) -> Self:
        return self.filter(called_at=None)

    def of_conversation(self, number: int | OuterRef) -> Self:
        """Asked for in it, or in what was merged into it."""
        return self.filter(Q(conversation=number) | Q(conversation__merged_into=number))


class Callback(models.Model):
    """That a customer wants to be called, at which number; and that they were."""

    if TYPE_CHECKING:
        conversation_id: int
        called_by_id: int | None

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="callbacks")
    phone = models.CharField(max_length=40)
    asked_at = models.DateTimeField()
    # Their place in the queue: since when they had waited by then.
    waits_since = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    called_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Callbacks] = Callbacks.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["waits_since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["conversation"], condition=Q(called_at=None), name="one_call_is_owed_in_a_conversation"),
            models.CheckConstraint(condition=Q(called_by=None) | Q(called_at__isnull=False), name="nobody_called_who_was_not_called"),
        ]
        indexes = [models.Index("waits_since", "id", name="calls_owed", condition=Q(called_at=None))]
