import json
from time import monotonic

from django.db import connection, transaction

from onmaru.language.keys import sure_keys
from onmaru.search.actions.learn import locked_census
from onmaru.search.models import Census, Word

BATCH = 50
# What so many texts held is a word of the language, not of a person: nobody has to look for the last of them.
COMMON = 200

_HELD_BY_NONE = """
    DELETE FROM search_word WHERE id IN (
        SELECT word.id FROM jsonb_to_recordset(%s::jsonb) AS word (id bigint, sure int[])
        WHERE NOT EXISTS (SELECT 1 FROM search_entry WHERE keys @> word.sure)
    )
"""


def unlearn(seconds: float = 0.5) -> int:
    """Forget words that nothing holds any more, for a while, going on where the last run stopped; gives how many."""
    until, gone = monotonic() + seconds, 0
    while True:
        found = _next_batch()
        if found is None:
            return gone
        gone += found
        if monotonic() > until:
            return gone


@transaction.atomic
def _next_batch() -> int | None:
    """None at the end of the vocabulary; the next run begins at its beginning."""
    census = locked_census()
    words = list(Word.objects.filter(pk__gt=census.doubted_id, count__lt=COMMON).order_by("pk").values_list("pk", "text")[:BATCH])
    Census.objects.filter(pk=census.pk).update(doubted_id=words[-1][0] if words else 0)
    if not words:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_HELD_BY_NONE, [json.dumps([{"id": number, "sure": sure_keys(text)} for number, text in words])])
        return cursor.rowcount
