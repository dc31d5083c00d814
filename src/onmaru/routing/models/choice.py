from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent


class Choice(models.Model):
    """That a conversation was chosen for an agent, and why this one, then."""

    if TYPE_CHECKING:
        conversation_id: int
        agent_id: int

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="choices")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    # What spoke for it, the weightiest first; see choose.When.
    why = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    was_vip = models.BooleanField()
    # How many others waited, who may still.
    others = models.IntegerField()

    class Meta:
        ordering = ["-made_at", "-id"]
        indexes = [models.Index(fields=["-made_at", "-id"], name="choices_latest")]
