import io

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from onmaru.channels.adapter import Payload
from onmaru.inbox.models import Channel, Message
from onmaru.kit import storage
from onmaru.kit.fields import EncryptedBytes, EncryptedJSON

HEAD = 64 * 1024


class Delivery(models.Model):
    """A payload exactly as it arrived, kept before anybody tries to understand it; only a customer's own keys are worth nothing in it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        FILED = "filed", _("Filed")
        # Understood, and rightly no message: our own mail coming back, a receipt for something unknown.
        IGNORED = "ignored", _("Ignored")
        # Could not be parsed or filed: an admin sees it with the reason, and can replay it or file it by hand.
        TRAY = "tray", _("In the tray")

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="deliveries")
    source = models.CharField(max_length=20)
    # The same for the same payload offered again (an IMAP UID, a provider's event id, a hash).
    key = models.CharField(max_length=100)
    # Small payloads stand in the row, in the transaction that takes them; large ones in the blob store.
    raw = EncryptedBytes(null=True, blank=True)
    blob = models.CharField(max_length=200, blank=True)
    meta = EncryptedJSON(null=True, blank=True)
    size = models.BigIntegerField()
    received_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    attempts = models.IntegerField(default=0)
    reason = models.TextField(blank=True)
    message = models.ForeignKey(Message, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "key"], name="a_payload_is_taken_once_a_channel"),
            models.CheckConstraint(condition=Q(raw__isnull=False) | ~Q(blob=""), name="a_delivery_keeps_its_payload"),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="deliveries_not_done", condition=Q(state__in=["waiting", "tray"])),
        ]

    @property
    def head(self) -> bytes:
        """The first bytes, for a look at it: the whole may be large."""
        if self.raw is not None:
            return bytes(self.raw[:HEAD])
        with storage.open(self.blob) as file:
            return file.read(HEAD)

    @property
    def payload(self) -> Payload:
        return Payload(raw=bytes(self.raw) if self.raw is not None else _whole(self.blob), source=self.source, meta=self.meta or {})


class Tally(models.Model):
    """How often somebody did something since when. The table is not logged: nothing waits for a disk, and a crash begins anew."""

    name = models.CharField(max_length=80, primary_key=True)
    began_at = models.DateTimeField()
    used = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["began_at"], name="tallies_to_forget")]


def _whole(blob: str) -> bytes:
    # A buffer that grows and is handed over as it is: joining pieces would hold a large mail twice.
    buffer = io.BytesIO()
    for chunk in storage.chunks(blob):
        buffer.write(chunk)
    return buffer.getvalue()
