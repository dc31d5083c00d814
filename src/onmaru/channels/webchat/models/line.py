from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.channels.webchat.models.chat import Chat
from onmaru.inbox.models import Message


def nothing() -> dict[str, object]:
    return {}


class Line(models.Model):
    """One event of a chat, in the order in which a widget has to take them. What a message says is read from the message."""

    if TYPE_CHECKING:
        chat_id: int
        message_id: int | None

    class Sort(models.TextChoices):
        CREATED = "message.created"
        UPDATED = "message.updated"
        DELETED = "message.deleted"
        STATUS = "message.status"
        CONVERSATION = "conversation.updated"
        AGENT = "agent.assigned"

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="lines")
    seq = models.IntegerField()
    sort = models.CharField(max_length=24, choices=Sort.choices)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    # The message's name in addresses, and what its sender called it.
    key = models.CharField(max_length=24, blank=True)
    client_id = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=nothing, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chat", "seq"], name="a_chats_lines_are_numbered"),
            models.UniqueConstraint(fields=["chat", "message"], condition=Q(sort="message.created"), name="a_message_is_shown_once_a_chat"),
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="a_key_names_one_message"),
        ]
        indexes = [models.Index(fields=["message"], name="lines_of_a_message", condition=Q(message__isnull=False))]
