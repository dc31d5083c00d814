from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.automation.models.macro import Macro
from onmaru.inbox.models import Conversation, Message
from onmaru.people.models import Agent


class MacroUse(models.Model):
    """That a macro was applied, and what it changed, so that it can be taken back with the answer it came with."""

    if TYPE_CHECKING:
        macro_id: int
        message_id: int | None
        conversation_id: int

    macro = models.ForeignKey(Macro, on_delete=models.CASCADE, related_name="uses")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="macro_uses")
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, related_name="macro_uses")
    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="macro_uses")
    at = models.DateTimeField()
    # [{"key": "tag", "before": {…}}, …]: what each effect needs to undo itself.
    changes = models.JSONField(default=list)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["macro", "message"], condition=Q(message__isnull=False), name="a_macro_comes_once_a_message")
        ]
        indexes = [models.Index(fields=["macro", "agent", "-at"], name="macro_uses_of_an_agent")]
