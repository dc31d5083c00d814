from typing import TYPE_CHECKING

from django.db import models

from onmaru.inbox.models import Conversation


class Trace(models.Model):
    """Something a customer stated, by which another conversation about the same is found: an order, a parcel, a way to reach them."""

    if TYPE_CHECKING:
        conversation_id: int

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="traces")
    # "order:20261120-0001": its kind, and the same text however it was written.
    key = models.CharField(max_length=160)
    # As the customer wrote it.
    shown = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "key"], name="a_conversation_has_a_trace_once")]
        indexes = [models.Index("key", models.F("conversation").desc(), name="traces_by_key")]

    def __str__(self) -> str:
        return self.key
