from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from onmaru.inbox.models.conversation import Conversation
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.roles import Permission

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# How long what was done to many can be taken back as a whole, from its end on.
UNDO_FOR = timedelta(minutes=10)


def nothing() -> dict[str, Any]:
    return {}


class Bulks(models.QuerySet["Bulk"]):
    def visible_to(self, agent: Agent) -> Self:
        """One's own; leads and up see everybody's."""
        return self if agent.may(Permission.SEE_ALL) else self.filter(author=agent)

    def unfinished(self) -> Self:
        """Not done with yet, or being taken back."""
        return self.filter(Q(finished_at=None) | Q(undo_asked_at__isnull=False, undone_at=None))


class Bulk(models.Model):
    """One deed done to many conversations at an agent's word: what, by whom, how far it is, and what became of it."""

    if TYPE_CHECKING:
        author_id: int | None
        undo_asked_by_id: int | None
        items: RelatedManager["BulkItem"]

    deed = models.CharField(max_length=20)
    parameters = models.JSONField(default=nothing)
    author = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="bulks")
    # The same for the same press of a button, so that what is posted twice is done once.
    key = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undo_asked_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    # Its author has read how it went; it stands in no tray any more.
    dismissed_at = models.DateTimeField(null=True, blank=True)
    # How many were chosen, done, as they should be already, not done; and taken back or not.
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    undone = models.IntegerField(default=0)
    kept = models.IntegerField(default=0)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Bulks] = Bulks.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["author", "key"], condition=~Q(key=""), name="a_bulk_is_started_once_for_a_key")]
        indexes = [
            models.Index(fields=["author", "-id"], name="bulks_of_an_agent"),
            models.Index(F("id"), name="bulks_unfinished", condition=Q(finished_at=None) | Q(undo_asked_at__isnull=False, undone_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.deed} {self.pk}"

    @property
    def handled(self) -> int:
        return self.done + self.unchanged + self.failed

    @property
    def can_be_undone(self) -> bool:
        if self.undo_asked_at or self.started_at is None:
            return False
        return self.finished_at is None or (self.done > 0 and clock.now() < self.finished_at + UNDO_FOR)


class BulkItem(models.Model):
    """One conversation of a bulk: whether it was done there, why not, and what was before, so that it can be taken back."""

    if TYPE_CHECKING:
        bulk_id: int
        conversation_id: int

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        # It was so already.
        UNCHANGED = "unchanged"
        FAILED = "failed"
        UNDONE = "undone"
        # Done, and not taken back although somebody wanted to.
        KEPT = "kept"

    bulk = models.ForeignKey(Bulk, on_delete=models.CASCADE, related_name="items")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.WAITING)
    # A code and its values, worded in the language of whoever reads it.
    reason = models.CharField(max_length=30, blank=True)
    values = models.JSONField(default=nothing)
    # What the deed changed, as it was and as it then was; see bulk/facts.py.
    before = models.JSONField(default=nothing)
    after = models.JSONField(default=nothing)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["bulk", "conversation"], name="a_conversation_is_in_a_bulk_once")]
        indexes = [models.Index(fields=["bulk", "state", "id"], name="items_of_a_bulk")]
