from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.language.facts import Kind


class Amendments(models.QuerySet["Amendment"]):
    def about(self, conversations: list[int]) -> Self:
        """Of conversations and of those merged into them: what was said there is read here."""
        return self.filter(Q(conversation__in=conversations) | Q(conversation__merged_into__in=conversations))


class Amendment(models.Model):
    """What an agent knows better than reading does: a fact noted by hand, or one struck out that does not hold."""

    class What(models.TextChoices):
        NOTED = "noted", _("Noted")
        STRUCK = "struck", _("Struck out")

    if TYPE_CHECKING:
        conversation_id: int

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="amendments", db_index=False)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    # The same for the same fact however it is written.
    plain = models.CharField(max_length=200)
    text = models.CharField(max_length=200)
    what = models.CharField(max_length=10, choices=What.choices)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Amendments] = Amendments.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "kind", "plain"], name="a_fact_is_amended_one_way"),
            models.CheckConstraint(condition=~Q(plain=""), name="an_amended_fact_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.text}"
