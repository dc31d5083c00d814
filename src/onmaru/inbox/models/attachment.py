from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.inbox.models.draft import Draft
from onmaru.inbox.models.message import Message
from onmaru.inbox.models.note import Note
from onmaru.inbox.models.side_message import SideMessage


class Attachment(models.Model):
    """A file of a message, a note, a draft or a side message. The bytes are in the blob store; a file we did not keep says why."""

    if TYPE_CHECKING:
        message_id: int | None
        note_id: int | None
        draft_id: int | None
        side_message_id: int | None

    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    note = models.ForeignKey(Note, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    side_message = models.ForeignKey(SideMessage, on_delete=models.CASCADE, null=True, blank=True, related_name="attachments")
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=127)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64, blank=True)
    blob = models.CharField(max_length=200, blank=True)
    inline = models.BooleanField(default=False)
    cid = models.CharField(max_length=255, blank=True)
    # Why it was not kept ("too_large"), shown in its place; empty for a file that is here.
    skipped = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(message__isnull=False, note=None, draft=None, side_message=None)
                | Q(message=None, note__isnull=False, draft=None, side_message=None)
                | Q(message=None, note=None, draft__isnull=False, side_message=None)
                | Q(message=None, note=None, draft=None, side_message__isnull=False),
                name="an_attachment_has_one_owner",
            ),
            models.CheckConstraint(condition=~Q(blob="") | ~Q(skipped=""), name="an_attachment_is_kept_or_says_why_not"),
        ]
