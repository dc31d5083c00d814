from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.inbox.models.channel import Channel
from onmaru.inbox.models.conversation import Conversation
from onmaru.inbox.models.side_thread import SideThread
from onmaru.people.models import Agent


class SideDraft(models.Model):
    """What an agent is writing to an outsider: one for each side thread, and one for a side thread that is yet to be."""

    if TYPE_CHECKING:
        conversation_id: int
        thread_id: int | None
        channel_id: int | None

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="side_drafts")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    thread = models.ForeignKey(SideThread, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts")
    channel = models.ForeignKey(Channel, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # As it was typed: half an address is none yet.
    to = models.TextField(blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "agent"], name="an_agent_has_one_side_draft_a_thread"),
            models.UniqueConstraint(
                fields=["conversation", "agent"], condition=Q(thread=None), name="an_agent_has_one_draft_of_a_new_side_thread"
            ),
        ]
