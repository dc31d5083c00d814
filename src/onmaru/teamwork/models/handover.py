from typing import TYPE_CHECKING

from django.db import models

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent, Team
from onmaru.teamwork.models.cause import Cause


class Handover(models.Model):
    """That a conversation was given to another team, with what was known of it then. Never changed."""

    if TYPE_CHECKING:
        conversation_id: int
        cause_id: int | None

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="handovers")
    at = models.DateTimeField()
    # None: a rule, or the product.
    by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    from_agent = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="+")
    from_team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    cause = models.ForeignKey(Cause, on_delete=models.PROTECT, null=True, related_name="+")
    because = models.CharField(max_length=200, blank=True)
    # As `packet.packed` makes it.
    packet = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["conversation", "-at", "-id"], name="handovers_of_a_conversation")]
