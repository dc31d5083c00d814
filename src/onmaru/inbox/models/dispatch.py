from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models.message import Message
from onmaru.people.models import Agent


class Dispatches(models.QuerySet["Dispatch"]):
    def ready(self, now: datetime) -> Self:
        """Due, and the next of their conversation: messages of one conversation leave in the order in which they were written.

        A failed message holds nobody up, nor does one of which only a person can say whether it left, or one meant for later.
        """
        states = Dispatch.State
        earlier = Dispatch.objects.filter(
            Q(state=states.QUEUED, scheduled_by=None) | Q(state__in=[states.SENDING, states.HANDING_OVER]),
            message__conversation=OuterRef("message__conversation"),
            pk__lt=OuterRef("pk"),
        )
        return self.filter(~Exists(earlier), state__in=[states.QUEUED, states.SENDING], due_at__lte=now)

    def in_doubt(self) -> Self:
        """Handed over, and no answer stored: perhaps sent."""
        return self.filter(state__in=[Dispatch.State.HANDING_OVER, Dispatch.State.UNKNOWN])


class Dispatch(models.Model):
    """One outgoing message's way to the provider. The row is the queue: a worker that dies leaves it where the next one looks."""

    if TYPE_CHECKING:
        message_id: int

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        # A worker has it; nothing was handed to the provider yet, so a dead worker's claim may be taken over.
        SENDING = "sending", _("Sending")
        # About to say the last word: from here until the answer is stored the provider may or may not have it. It stays so while we can
        # find out by ourselves, and the messages behind it wait.
        HANDING_OVER = "handing_over", _("Sending")
        # We cannot find out; an agent decides.
        UNKNOWN = "unknown", _("Not known whether it was sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        BOUNCED = "bounced", _("Returned")
        CANCELLED = "cancelled", _("Cancelled")

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="dispatch", primary_key=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    # Not before: the end of the undo window, a chosen time, or the next try.
    due_at = models.DateTimeField()
    scheduled_by = models.ForeignKey(Agent, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # "Send later": the customer's next message cancels it.
    cancel_if_customer_writes = models.BooleanField(default=False)
    # Since when the customer had been waiting for this answer: given back when it does not leave after all.
    waiting_since = models.DateTimeField(null=True, blank=True)
    # The same reply also resolved the conversation, so taking it back reopens it.
    resolves = models.BooleanField(default=False)
    attempts = models.IntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The last thing that went wrong, in words for an agent.
    reason = models.TextField(blank=True)
    provider_id = models.CharField(max_length=500, blank=True)

    # A manager made from a queryset answers all that the queryset does; the checker is told so.
    objects: ClassVar[Dispatches] = Dispatches.as_manager()  # pyright: ignore[reportAssignmentType]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(state="sent") | Q(sent_at__isnull=False), name="a_sent_message_knows_when"),
        ]
        indexes = [
            models.Index("due_at", name="dispatches_due", condition=Q(state__in=["queued", "sending", "handing_over", "unknown"])),
        ]

    @property
    def is_pending(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.SENDING, self.State.HANDING_OVER}
