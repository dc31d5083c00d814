from django.db import models

from onmaru.inbox.models.conversation import Conversation
from onmaru.people.models import Agent


class Note(models.Model):
    """Internal words about a conversation. Its own table: a flag on messages leaks when one filter is forgotten."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="notes")
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        indexes = [models.Index(fields=["conversation", "created_at"], name="notes_of_a_conversation")]
