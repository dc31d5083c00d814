from typing import TYPE_CHECKING

from django.db import models

from onmaru.inbox.models import Conversation


class Offer(models.Model):
    """That a customer who waited was offered to be called or answered by e-mail: once, however long they go on waiting."""

    if TYPE_CHECKING:
        conversation_id: int

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="offers")
    # Which wait it was.
    waiting_since = models.DateTimeField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "waiting_since"], name="another_way_is_offered_once_a_wait")]
