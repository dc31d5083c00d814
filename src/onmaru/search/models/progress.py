from django.db import models


class Progress(models.Model):
    """How far the things of one searchable have been filed, so that filing all of them goes on where it stopped."""

    sort = models.CharField(max_length=20, primary_key=True)
    # Things up to this one are filed; None once all are that were there when it began.
    reached = models.BigIntegerField(null=True, default=0)
