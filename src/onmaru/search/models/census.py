from django.db import models


class Census(models.Model):
    """How many entries there were when they were last counted, and what has been learned from. One row."""

    counted_at = models.DateTimeField(null=True)
    entries = models.BigIntegerField(default=0)
    average_length = models.FloatField(default=0)
    # How many entries a recent day brought.
    daily = models.FloatField(default=1)
    # The vocabulary knows the words of entries up to this one.
    learned_id = models.BigIntegerField(default=0)
    # Words up to this one were looked at, this time round, whether anything still holds them.
    doubted_id = models.BigIntegerField(default=0, db_default=0)


class Share(models.Model):
    """Which share of the newest entries holds a key. A key without a row is rare."""

    key = models.IntegerField(primary_key=True)
    share = models.FloatField()
