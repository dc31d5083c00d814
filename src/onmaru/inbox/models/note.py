from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.inbox.models.conversation import Conversation
from onmaru.people.models import Agent

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from onmaru.inbox.models.attachment import Attachment


# How the key of a note begins that no agent wrote.
AUTOMATIC = "automatic:"


class Note(models.Model):
    """Internal words about a conversation. Its own table: a flag on messages leaks when one filter is forgotten."""

    if TYPE_CHECKING:
        conversation_id: int
        author_id: int | None
        attachments: RelatedManager["Attachment"]

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, related_name="notes")
    # Who said it, where it was nobody with a seat: a department, for instance.
    said_by = models.CharField(max_length=200, blank=True, default="", db_default="")
    text = models.TextField()
    # Whom the text calls where: {"kind": "agent" or "team", "id", "start", "end", "told"}. Not told is who may not see the conversation.
    mentions = models.JSONField(default=list)
    # The same for the same press of a button, so that a note posted twice is written once.
    key = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["author", "key"], condition=~Q(key=""), name="a_note_is_written_once_for_a_key")]
        indexes = [models.Index(fields=["conversation", "created_at"], name="notes_of_a_conversation")]

    @property
    def is_automatic(self) -> bool:
        """The product wrote it, by a rule; a note without an author otherwise is by somebody who left."""
        return self.author_id is None and self.key.startswith(AUTOMATIC)
