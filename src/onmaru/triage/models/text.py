from django.db import models

from onmaru.inbox.models import Channel


class AcknowledgementText(models.Model):
    """A shop's own words for one channel's acknowledgements in one language, in place of ours. See `wording.PLACEHOLDERS`."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="acknowledgement_texts")
    language = models.CharField(max_length=5)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "language"], name="a_channel_has_one_text_a_language")]
