from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.teamwork.models.handover import Handover

_OPEN = Q(ended_at=None)


class Duties(models.QuerySet["Duty"]):
    def still_open(self) -> Self:
        return self.filter(_OPEN)

    def about(self, *numbers: int) -> Self:
        """With those of conversations that were merged into these: they come back by themselves with an unmerge."""
        return self.filter(conversation__in=Conversation.objects.in_one_with(*numbers).values("pk"))

    def visible_to(self, agent: Agent) -> Self:
        """One's own; all of them for those who see everything."""
        return self if agent.may(Permission.SEE_ALL) else self.filter(owner=agent)

    def share_kept(self, since: datetime, until: datetime) -> tuple[int, int]:
        """How many were kept in time, of how many that fell due in this period. What was dropped was owed no more."""
        due = self.filter(due_at__gte=since, due_at__lt=until).exclude(ended=Duty.Ended.DROPPED)
        kept = Q(ended__in=[Duty.Ended.CONFIRMED, Duty.Ended.CHECKED], ended_at__lte=F("due_at"))
        found = due.aggregate(kept=Count("pk", filter=kept), all=Count("pk"))
        return found["kept"], found["all"]


class Duty(models.Model):
    """That whoever gave a conversation away still has to see to it, by then, that the customer was served."""

    if TYPE_CHECKING:
        conversation_id: int
        owner_id: int

    class Ended(models.TextChoices):
        CONFIRMED = "confirmed", _("The customer confirmed it")
        CHECKED = "checked", _("Checked")
        DROPPED = "dropped", _("No longer owed")

    class How(models.TextChoices):
        READ = "read", _("Read the conversation")
        CALLED = "called", _("Called the customer")
        ASKED = "asked", _("Asked the team")
        LOOKED_UP = "looked_up", _("Looked up the order or parcel")

    handover = models.OneToOneField(Handover, on_delete=models.CASCADE, related_name="duty")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="duties")
    owner = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="duties")
    begun_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # Whether that is when the customer was promised an answer.
    as_promised = models.BooleanField(default=False)
    # When its owner was reminded, and since when it is said to be overdue.
    reminded_at = models.DateTimeField(null=True, blank=True)
    overdue_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    ended_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    how = models.CharField(max_length=10, choices=How.choices, blank=True)
    found = models.CharField(max_length=500, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Duties] = Duties.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation"], condition=_OPEN, name="a_conversation_has_one_open_duty"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | Q(ended_at__isnull=False, ended__in=["confirmed", "checked", "dropped"]),
                name="an_ended_duty_says_how_it_ended",
            ),
            models.CheckConstraint(condition=~Q(ended="checked") | ~Q(how=""), name="a_check_says_how_one_looked"),
        ]
        indexes = [
            models.Index("due_at", "id", name="duties_open", condition=_OPEN),
            models.Index("owner", "due_at", "id", name="duties_of_an_agent", condition=_OPEN),
            models.Index("due_at", name="duties_by_due"),
        ]

    def is_late(self, now: datetime) -> bool:
        return self.ended_at is None and self.due_at <= now


# So long before it is due its owner is reminded.
REMINDER = timedelta(hours=2)
