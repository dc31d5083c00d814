from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation, Episode, Message
from onmaru.people.models import Agent

_WAITING = Q(message=None, dropped_at=None)


class Questions(models.QuerySet["Question"]):
    def waiting(self) -> Self:
        """Not asked yet, and to be asked."""
        return self.filter(_WAITING)

    def due(self, now: datetime) -> Self:
        return self.waiting().filter(due_at__lte=now)

    def asked(self) -> Self:
        return self.filter(message__isnull=False)


class Question(models.Model):
    """That a customer is asked about a resolution, once: whether it is solved, or days later whether it is still fine; and their answer."""

    if TYPE_CHECKING:
        conversation_id: int
        episode_id: int
        message_id: int | None
        asked_by_id: int | None

    class Kind(models.TextChoices):
        SOLVED = "solved", _("Is it solved?")
        STILL_FINE = "still_fine", _("Is it still fine?")

    class Answer(models.TextChoices):
        YES = "yes", _("Solved")
        NO = "no", _("Not solved")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="questions")
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    due_at = models.DateTimeField()
    # Whose resolution it is about; None where the product resolved.
    asked_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # What the customer got, from when on it is asked.
    message = models.OneToOneField(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(null=True, blank=True)
    dropped_because = models.CharField(max_length=40, blank=True)
    answer = models.CharField(max_length=3, choices=Answer.choices, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Questions] = Questions.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode", "kind"], name="a_question_is_asked_once_an_episode"),
            models.CheckConstraint(condition=Q(message=None) | Q(dropped_at=None), name="what_was_dropped_is_not_asked"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | Q(answer__in=["yes", "no"], answered_at__isnull=False),
                name="an_answer_was_given_at_a_moment",
            ),
        ]
        indexes = [models.Index("due_at", "id", name="questions_to_ask", condition=_WAITING)]
