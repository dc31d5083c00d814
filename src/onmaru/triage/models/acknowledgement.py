from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import F, Q

from onmaru.inbox.models import Conversation, Episode, Message


def no_basis() -> dict[str, Any]:
    return {}


class Acknowledgements(models.QuerySet["Acknowledgement"]):
    def unsettled(self) -> "Acknowledgements":
        """Promises of which it is not yet known what became of them."""
        return self.filter(kept_at=None, broken_at=None, released_at=None)

    def about(self, *conversations: Conversation | int) -> "Acknowledgements":
        """Of conversations and of those merged into them."""
        return self.filter(Q(episode__conversation__in=conversations) | Q(episode__conversation__merged_into__in=conversations))


class Acknowledgement(models.Model):
    """That an episode was acknowledged, by which message, and what was promised; it ends kept, broken or released, at a time."""

    if TYPE_CHECKING:
        message_id: int

    episode = models.OneToOneField(Episode, on_delete=models.CASCADE, related_name="acknowledgement", primary_key=True)
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    # None: nothing was promised but an answer.
    due_at = models.DateTimeField(null=True, blank=True)
    # The words of the promise as the customer read them.
    phrase = models.TextField()
    # What it rested on; see promise.Basis. Durations in seconds of open time.
    basis = models.JSONField(default=no_basis)
    # When a person's first answer left in time.
    kept_at = models.DateTimeField(null=True, blank=True)
    # When the promised time passed without one.
    broken_at = models.DateTimeField(null=True, blank=True)
    # When there was nothing left to keep: resolved without an answer, marked spam, or never delivered.
    released_at = models.DateTimeField(null=True, blank=True)
    released_because = models.CharField(max_length=20, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Acknowledgements] = Acknowledgements.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kept_at=None, broken_at=None) | Q(kept_at=None, released_at=None) | Q(broken_at=None, released_at=None),
                name="a_promise_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None) | Q(due_at=None) | Q(kept_at__lte=F("due_at")), name="a_promise_is_kept_in_time"
            ),
            models.CheckConstraint(condition=Q(broken_at=None) | Q(due_at__isnull=False), name="only_a_promised_time_can_pass"),
        ]
        indexes = [
            models.Index("due_at", name="promises_to_settle", condition=Q(kept_at=None, broken_at=None, released_at=None)),
            models.Index("made_at", name="acknowledgements_by_time"),
        ]

    def __str__(self) -> str:
        return self.phrase
