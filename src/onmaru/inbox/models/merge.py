from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onmaru.inbox.models.conversation import Conversation
from onmaru.people.models import Agent


class Merge(models.Model):
    """That one conversation was merged into another: which rows it moved and what the source was, so that it can be taken back."""

    if TYPE_CHECKING:
        source_id: int
        target_id: int

    source = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="merges_away")
    target = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="merges_in")
    messages = ArrayField(models.BigIntegerField())
    notes = ArrayField(models.BigIntegerField())
    # Who came to take part in the target by it, so that they leave it again.
    handles = ArrayField(models.CharField(max_length=320), default=list)
    side_threads = ArrayField(models.BigIntegerField(), default=list)
    # Of the source before the merge.
    status = models.CharField(max_length=10)
    snoozed_until = models.DateTimeField(null=True)
    wakes_on = models.CharField(max_length=10, default="answer")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source"], condition=Q(undone_at=None), name="a_conversation_is_merged_away_once"),
        ]
