from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

_OPEN = Q(ended_at=None)


class Duplicates(models.QuerySet["Duplicate"]):
    def still_open(self) -> Self:
        return self.filter(_OPEN)

    def of(self, *conversations: int) -> Self:
        return self.filter(Q(earlier__in=conversations) | Q(later__in=conversations))

    def visible_to(self, agent: Agent) -> Self:
        """Who may see only one of the two may not be told of the other."""
        seen = Conversation.objects.visible_to(agent).values("pk")
        return self.filter(earlier__in=seen, later__in=seen)


class Duplicate(models.Model):
    """That two conversations look like one matter, how surely, and why. A pair is there once, for good: what was refused stays refused."""

    if TYPE_CHECKING:
        earlier_id: int
        later_id: int

    class Ended(models.TextChoices):
        MERGED = "merged", _("Merged")
        REFUSED = "refused", _("Not a duplicate")
        OVER = "over", _("The matter is over")

    earlier = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    later = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    # From 0 to 1; see `alike`.
    score = models.FloatField()
    # [[kind, value], …] as `alike` gives them; what they mean in words is said when they are read.
    reasons: Any = models.JSONField(default=list)
    found_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=10, choices=Ended.choices, blank=True)
    ended_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Duplicates] = Duplicates.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="two_conversations_are_a_pair_once"),
            models.CheckConstraint(condition=Q(earlier__lt=F("later")), name="the_earlier_of_a_pair_has_the_smaller_number"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended="") | Q(ended_at__isnull=False, ended__in=["merged", "refused", "over"]),
                name="an_ended_pair_says_how_it_ended",
            ),
        ]
        indexes = [
            models.Index(F("found_at").desc(), F("id").desc(), name="duplicates_open", condition=_OPEN),
            models.Index("ended_at", name="duplicates_ended", condition=~_OPEN),
        ]

    def other_than(self, conversation: Conversation) -> Conversation:
        return self.later if self.earlier_id == conversation.pk else self.earlier
