from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission

_OPEN = Q(ended_at=None)


class Escalations(models.QuerySet["Escalation"]):
    def still_open(self) -> Self:
        return self.filter(_OPEN)

    def visible_to(self, agent: Agent) -> Self:
        """All of them for those who see everything; else what one raised or has to answer."""
        return self if agent.may(Permission.SEE_ALL) else self.filter(Q(owner=agent) | Q(raised_by=agent))


class Escalation(models.Model):
    """That somebody asked for help with a conversation: of whom, by when, and what came of it."""

    if TYPE_CHECKING:
        conversation_id: int
        owner_id: int
        raised_by_id: int | None

    class Cause(models.TextChoices):
        UPSET = "upset", _("The customer is upset")
        STUCK = "stuck", _("It does not move on")
        LATE = "late", pgettext_lazy("why help is asked for", "A deadline is missed")
        DECISION = "decision", _("A decision is needed")

    class Ended(models.TextChoices):
        TAKEN_OVER = "taken_over", _("Taken over")
        GUIDED = "guided", _("Guidance was given")
        HANDED_BACK = "handed_back", _("Handed back")
        OVER = "over", _("The matter is over")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="escalations")
    raised_at = models.DateTimeField()
    # None: a rule.
    raised_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause.choices)
    because = models.CharField(max_length=300, blank=True)
    # Who has to answer it, and by when.
    owner = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="escalations")
    due_at = models.DateTimeField()
    priority_before = models.SmallIntegerField(choices=Conversation.Priority.choices)
    overdue_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=12, choices=Ended.choices, blank=True)
    ended_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Escalations] = Escalations.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation"], condition=_OPEN, name="a_conversation_is_escalated_once_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | Q(ended_at__isnull=False, ended__in=["taken_over", "guided", "handed_back", "over"]),
                name="an_ended_escalation_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index("due_at", "id", name="escalations_open", condition=_OPEN),
            models.Index(models.F("ended_at").desc(), models.F("id").desc(), name="escalations_ended", condition=~_OPEN),
        ]

    def is_late(self, now: datetime) -> bool:
        return self.ended_at is None and self.due_at <= now
