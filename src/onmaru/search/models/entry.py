from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F


class Entry(models.Model):
    """What one thing is found by. Only numbers: the words stay with the thing, which is asked for them when it was found."""

    # The name of its searchable, and the thing's id there.
    sort = models.CharField(max_length=20)
    thing_id = models.BigIntegerField()
    # Plain numbers because conversations and customers live above.
    conversation_id = models.BigIntegerField(null=True)
    # The time of the thing, not of its filing: newer things are looked through first.
    at = models.DateTimeField()
    length = models.IntegerField()
    keys = ArrayField(models.IntegerField())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sort", "thing_id"], name="a_thing_has_one_search_entry")]
        indexes = [
            models.Index(F("at").desc(), F("id").desc(), name="search_entries_newest_first"),
            models.Index(fields=["conversation_id"], name="search_entries_of_conversation"),
            # What is new waits in a list that every search reads. A job sorts it in every minute. A mail that is filed must never do that
            # itself, since it may take seconds, so the list may grow far longer (kB) than it does in a minute.
            GinIndex(fields=["keys"], name="search_entries_by_key", gin_pending_list_limit=16_384),
        ]
