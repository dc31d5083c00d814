from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from onmaru.inbox.models.side_message import SideMessage
from onmaru.inbox.models.way import Way

State = Way.State


class SideDispatches(models.QuerySet["SideDispatch"]):
    def ready(self, now: datetime) -> Self:
        """Due, and the next of their thread."""
        earlier = SideDispatch.objects.filter(
            state__in=[State.QUEUED, State.SENDING, State.HANDING_OVER], message__thread=OuterRef("message__thread"), pk__lt=OuterRef("pk")
        )
        return self.filter(~Exists(earlier), state__in=[State.QUEUED, State.SENDING], due_at__lte=now)

    def in_doubt(self) -> Self:
        """Handed over, and no answer stored: perhaps sent."""
        return self.filter(state__in=[State.HANDING_OVER, State.UNKNOWN])


class SideDispatch(Way):
    """The way of one message to an outsider, the same as that of one to a customer."""

    if TYPE_CHECKING:
        message_id: int

    message = models.OneToOneField(SideMessage, on_delete=models.CASCADE, related_name="dispatch", primary_key=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[SideDispatches] = SideDispatches.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta(Way.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="a_sent_side_message_knows_when"),
        ]
        indexes = [
            models.Index("due_at", name="side_dispatches_due", condition=Q(state__in=["queued", "sending", "handing_over", "unknown"])),
        ]
