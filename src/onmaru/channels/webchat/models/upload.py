from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from onmaru.channels.webchat.models.visitor import Visitor
from onmaru.inbox.models import Message


class Upload(models.Model):
    """A file of a visitor, from the moment it is here until the message that it is part of is."""

    if TYPE_CHECKING:
        visitor_id: int
        message_id: int | None

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="uploads")
    key = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=127)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    blob = models.CharField(max_length=200)
    created_at = models.DateTimeField()
    # It goes with its message: a row that stayed would keep the file of what was deleted for good.
    message = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="uploads_not_used", condition=Q(message=None))]
