from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from onmaru.channels.webchat.models.visitor import Visitor


class Sessions(models.QuerySet["Session"]):
    def valid(self, now: datetime) -> Self:
        """Those that still count, on channels that are not paused."""
        return self.filter(expires_at__gt=now, visitor__channel__paused_at=None)


class Session(models.Model):
    """One opened widget: what its token may do is what its visitor may do, for a day."""

    if TYPE_CHECKING:
        visitor_id: int

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="sessions")
    token_hash = models.CharField(max_length=64, unique=True)
    # Of the page that shows the widget.
    origin = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=5, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Sessions] = Sessions.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="chat_sessions_to_forget")]
