from django.db import models

from onmaru.inbox.models.conversation import Conversation


class Participant(models.Model):
    """Somebody who takes part in a conversation beside us: the customer, people in copy, a colleague who answers by mail."""

    class Role(models.TextChoices):
        CUSTOMER = "customer"
        COPY = "copy"
        COLLEAGUE = "colleague"

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    handle = models.CharField(max_length=320)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=10, choices=Role.choices)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "handle"], name="a_handle_takes_part_once")]
