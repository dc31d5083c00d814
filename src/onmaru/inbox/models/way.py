from django.db import models
from django.utils.translation import gettext_lazy as _


class Way(models.Model):
    """What sending something takes: where it stands on its way to the provider. The row is the queue."""

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

    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    # Not before: the end of the undo window, a chosen time, or the next try.
    due_at = models.DateTimeField()
    attempts = models.IntegerField(default=0)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # The last thing that went wrong, in words for an agent.
    reason = models.TextField(blank=True)
    provider_id = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True

    @property
    def is_pending(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.SENDING, self.State.HANDING_OVER}
