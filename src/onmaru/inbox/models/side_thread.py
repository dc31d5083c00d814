from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from onmaru.inbox.models.channel import Channel
from onmaru.inbox.models.conversation import Conversation
from onmaru.people.models import Agent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.inbox.models.side_draft import SideDraft
    from onmaru.inbox.models.side_message import SideMessage


class SideThreads(models.QuerySet["SideThread"]):
    def visible_to(self, agent: Agent) -> Self:
        """Whoever may see the conversation sees what was asked outside about it."""
        return self.filter(conversation__in=Conversation.objects.visible_to(agent).values("pk"))

    def unread(self) -> Self:
        return self.exclude(answered_at=None)


class SideThread(models.Model):
    """Words with an outsider about a conversation: a supplier, a courier, an expert. The customer has no part in it."""

    if TYPE_CHECKING:
        conversation_id: int
        channel_id: int
        messages: RelatedManager["SideMessage"]
        drafts: RelatedManager["SideDraft"]

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="side_threads")
    # Whose mailbox it is held through; not always the conversation's own.
    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="side_threads")
    subject = models.CharField(max_length=250)
    # Whom we write to, normalised; only they can answer into it.
    handles = ArrayField(models.CharField(max_length=320))
    started_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    last_message_at = models.DateTimeField()
    # An outsider wrote then, and no agent has looked since.
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=500, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[SideThreads] = SideThreads.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(handles=[]), name="a_side_thread_is_with_somebody"),
            models.CheckConstraint(condition=Q(closed_at=None) | ~Q(outcome=""), name="a_closed_side_thread_has_an_outcome"),
        ]
        indexes = [
            models.Index("conversation", F("started_at").desc(), name="side_threads_of_a_conversation"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
