from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.channels.models import Delivery
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission

_OPEN = Q(ended_at=None)


class Misses(models.QuerySet["Miss"]):
    def still_open(self) -> Self:
        return self.filter(_OPEN)

    def visible_to(self, agent: Agent) -> Self:
        """What is no conversation yet is for those who may look into the tray."""
        if agent.may(Permission.SEE_ALL):
            return self.filter(Q(conversation=None) | Q(conversation__deleted_at=None))
        return self.filter(conversation__in=Conversation.objects.visible_to(agent).values("pk"))


class Miss(models.Model):
    """That a customer was left without an answer: since when, how it was missed, and what came of it."""

    if TYPE_CHECKING:
        conversation_id: int | None
        delivery_id: int | None

    class Cause(models.TextChoices):
        LATE = "late", _("The promised time is over")
        LONG = "long", _("Nobody has answered for a day")
        ABANDONED = "abandoned", _("Left the chat before anybody answered")
        RESOLVED = "resolved", _("Resolved without any answer")
        UNREAD = "unread", _("Arrived, but became no message")

    class Ended(models.TextChoices):
        SEEN_TO = "seen_to", _("Seen to")
        LET_BE = "let_be", _("Needs no answer")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, null=True, blank=True, related_name="misses")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause.choices)
    # Of one wait, one miss: since then the customer waits, or it was resolved, or it arrived.
    since = models.DateTimeField()
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    ended_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Misses] = Misses.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "since"], name="a_wait_is_missed_once"),
            models.UniqueConstraint(fields=["delivery"], name="a_delivery_is_missed_once"),
            models.CheckConstraint(
                condition=Q(conversation=None, delivery__isnull=False) | Q(conversation__isnull=False, delivery=None),
                name="a_miss_is_about_a_conversation_or_a_delivery",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | Q(ended_at__isnull=False, ended__in=["seen_to", "let_be"]),
                name="an_ended_miss_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index("since", "id", name="misses_open", condition=_OPEN),
            models.Index("ended_at", name="misses_ended", condition=~_OPEN),
        ]
