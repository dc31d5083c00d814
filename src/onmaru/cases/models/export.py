from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent

# The longest conversations take some seconds.
LATE = timedelta(minutes=10)


class CaseExports(models.QuerySet["CaseExport"]):
    def visible_to(self, agent: Agent) -> Self:
        return self.filter(conversation__in=Conversation.objects.visible_to(agent).values("pk"))

    def made(self) -> Self:
        return self.exclude(made_at=None)


class CaseExport(models.Model):
    """A conversation as a sealed document, for a dispute: who wanted it, why, and where it is once it is made."""

    if TYPE_CHECKING:
        conversation_id: int
        asked_by_id: int | None

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="exports")
    asked_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    because = models.CharField(max_length=300)
    with_notes = models.BooleanField(default=False)
    # The same for the same press of a button.
    key = models.CharField(max_length=64, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)
    blob = models.CharField(max_length=200, blank=True)
    size = models.BigIntegerField(default=0)
    # Of the record inside; what is printed on the first page.
    record_sha256 = models.CharField(max_length=64, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[CaseExports] = CaseExports.as_manager()  # pyright: ignore[reportAssignmentType]

    @property
    def is_late(self) -> bool:
        """It should be there by now: whatever made it has failed, or was never begun."""
        return self.made_at is None and clock.now() - self.asked_at > LATE

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "key"], condition=~Q(key=""), name="a_case_is_exported_once_for_a_key"),
            models.CheckConstraint(condition=~Q(because=""), name="a_case_export_says_why"),
            models.CheckConstraint(condition=Q(made_at=None) | ~Q(blob=""), name="a_made_case_export_is_somewhere"),
        ]
        indexes = [models.Index("conversation", F("asked_at").desc(), name="exports_of_a_conversation")]
