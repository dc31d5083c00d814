from django.db import models

from onmaru.inbox.models import Channel


class Mailbox(models.Model):
    """How far an IMAP folder has been fetched, and how it fares."""

    channel = models.OneToOneField(Channel, on_delete=models.CASCADE, related_name="mailbox", primary_key=True)
    # Which folder of whom on which server the numbers are of: with other settings they mean nothing.
    place = models.CharField(max_length=16, blank=True)
    uid_validity = models.BigIntegerField(default=0)
    # Everything up to here was taken. A mail is counted only after it was also flagged or moved.
    last_uid = models.BigIntegerField(default=0)
    last_ok_at = models.DateTimeField(null=True, blank=True)
    # Since when, and why, it cannot be reached; empty while it can.
    failing_since = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(failing_since=None, last_error="") | (models.Q(failing_since__isnull=False) & ~models.Q(last_error="")),
                name="a_failing_mailbox_says_why",
            )
        ]
