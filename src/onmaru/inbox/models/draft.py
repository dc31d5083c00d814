from typing import TYPE_CHECKING

from django.db import models

from onmaru.inbox.models.conversation import Conversation
from onmaru.people.models import Agent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.inbox.models.attachment import Attachment


class Draft(models.Model):
    """What an agent is writing, kept on the server: one reply and one note each for an agent and a conversation."""

    if TYPE_CHECKING:
        conversation_id: int
        agent_id: int
        attachments: RelatedManager["Attachment"]

    class Purpose(models.TextChoices):
        REPLY = "reply"
        NOTE = "note"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="drafts")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="drafts")
    purpose = models.CharField(max_length=5, choices=Purpose.choices, default=Purpose.REPLY)
    text = models.TextField(blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "agent", "purpose"], name="an_agent_has_one_draft_of_a_kind")]
