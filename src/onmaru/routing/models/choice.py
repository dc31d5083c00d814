from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent


def nobody() -> dict[str, str]:
    return {}


class Choice(models.Model):
    """That a conversation was chosen for an agent, and why this one, then."""

    if TYPE_CHECKING:
        conversation_id: int
        agent_id: int
        instead_of_id: int | None

    class How(models.TextChoices):
        TAKEN = "taken", _("Taken")
        GIVEN = "given", _("Given")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="choices")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    # What spoke for it, the weightiest first; see choose.When.
    why = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    how = models.CharField(max_length=5, choices=How.choices, default=How.TAKEN, db_default=How.TAKEN)
    # What spoke for the agent; see choose.Why.
    why_agent = ArrayField(models.CharField(max_length=20), default=list, blank=True, db_default=[])
    # What spoke against others, by their number; see choose.Not. Not everybody: who is nearest to having got it.
    against = models.JSONField(default=nobody, db_default=Value({}, models.JSONField()), blank=True)
    # Whose it was, who was not there when the customer wrote again.
    instead_of = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # In points, as it weighed then.
    weight = models.IntegerField(default=1, db_default=1)
    # Or an order as big as one: after a few in a row the others have a turn.
    was_vip = models.BooleanField()
    # How many others waited, who may still.
    others = models.IntegerField()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [models.CheckConstraint(condition=Q(how__in=["taken", "given"]), name="a_choice_was_taken_or_given")]
        indexes = [models.Index(fields=["-made_at", "-id"], name="choices_latest")]
