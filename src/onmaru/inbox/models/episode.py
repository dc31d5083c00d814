from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.inbox.models.conversation import Conversation
from onmaru.inbox.models.reason import Reason
from onmaru.people.models import Agent


class Episode(models.Model):
    """From the first message, or a reopening, to a resolution. Surveys, clocks and acknowledgements belong to it."""

    if TYPE_CHECKING:
        conversation_id: int
        reason_id: int | None
        reason_by_id: int | None

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="episodes")
    ordinal = models.IntegerField()
    started_at = models.DateTimeField()
    # When a human first answered; machines do not count.
    first_response_at = models.DateTimeField(null=True, blank=True)
    first_response_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # When the customer said that it is solved. Nobody else can say that.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # What it is about: as an agent said, or, where `reason_by` is None, as the product understood it.
    reason = models.ForeignKey(Reason, on_delete=models.PROTECT, null=True, blank=True, related_name="episodes", db_index=False)
    reason_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reason_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "ordinal"], name="episodes_of_a_conversation_are_numbered"),
            models.UniqueConstraint(fields=["conversation"], condition=Q(resolved_at=None), name="a_conversation_has_one_open_episode"),
            models.CheckConstraint(condition=Q(reason=None) | Q(reason_at__isnull=False), name="a_reason_was_given_at_a_moment"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None) | Q(resolved_at__isnull=False), name="only_what_is_resolved_can_be_confirmed"
            ),
        ]
        indexes = [
            models.Index("started_at", name="episodes_answered", condition=Q(first_response_at__isnull=False)),
            models.Index("reason", "conversation", name="episodes_by_reason", condition=Q(reason__isnull=False)),
            models.Index("resolved_at", "conversation", name="episodes_resolved", condition=Q(resolved_at__isnull=False)),
        ]
