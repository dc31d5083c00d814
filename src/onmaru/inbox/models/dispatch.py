from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from onmaru.inbox.models.channel import Channel
from onmaru.inbox.models.message import Message
from onmaru.inbox.models.way import Way
from onmaru.people.models import Agent

State = Way.State


class Dispatches(models.QuerySet["Dispatch"]):
    def ready(self, now: datetime) -> Self:
        """Due, and the next of their conversation: messages of one conversation leave in the order in which they were written.

        A failed message holds nobody up, nor does one of which only a person can say whether it left, or one meant for later.
        """
        earlier = Dispatch.objects.filter(
            Q(state=State.QUEUED, scheduled_by=None) | Q(state__in=[State.SENDING, State.HANDING_OVER]),
            message__conversation=OuterRef("message__conversation"),
            pk__lt=OuterRef("pk"),
        )
        return self.filter(~Exists(earlier), state__in=[State.QUEUED, State.SENDING], due_at__lte=now)

    def in_doubt(self) -> Self:
        """Handed over, and no answer stored: perhaps sent."""
        return self.filter(state__in=[State.HANDING_OVER, State.UNKNOWN])


class Dispatch(Way):
    """One outgoing message's way to the provider. A worker that dies leaves the row where the next one looks."""

    if TYPE_CHECKING:
        message_id: int
        via_id: int | None

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="dispatch", primary_key=True)
    scheduled_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # "Send later": the customer's next message cancels it.
    cancel_if_customer_writes = models.BooleanField(default=False)
    # Since when the customer had been waiting for this answer: given back when it does not leave after all.
    waiting_since = models.DateTimeField(null=True, blank=True)
    # What the provider told of it since it was sent: it reached the customer's device, and they looked at it.
    delivered_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    # The channel it leaves by, and to whom, where the message's own does not reach the customer; chosen at every try.
    via = models.ForeignKey(Channel, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    via_handle = models.CharField(max_length=320, blank=True)
    # The same reply also resolved the conversation, so taking it back reopens it.
    resolves = models.BooleanField(default=False)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Dispatches] = Dispatches.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta(Way.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="a_sent_message_knows_when"),
        ]
        indexes = [
            models.Index("due_at", name="dispatches_due", condition=Q(state__in=["queued", "sending", "handing_over", "unknown"])),
        ]
