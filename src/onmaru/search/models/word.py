from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Word(models.Model):
    """A word that some text holds: what beginnings, initials and slips of the finger are looked up in."""

    text = models.CharField(max_length=20, unique=True)
    # Single strokes (ㅂㅏㄴㅍㅜㅁ), so that an unfinished syllable is a beginning too.
    strokes = models.CharField(max_length=100)
    initials = models.CharField(max_length=20, blank=True)
    # Keys of the strokes with one left out: words that share one are a slip apart.
    slips = ArrayField(models.IntegerField())
    # In about how many texts.
    count = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["strokes"], name="search_words_by_strokes", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["initials"], name="search_words_by_initials", opclasses=["varchar_pattern_ops"]),
            # Without a list of what is yet to be sorted in: every look would read that list from end to end.
            GinIndex(fields=["slips"], name="search_words_by_slip", fastupdate=False),
        ]
