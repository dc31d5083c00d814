from collections import Counter, defaultdict
from datetime import timedelta

from django.db import connection, transaction

from onmaru.kit import clock
from onmaru.language.hangul import initials, jamo
from onmaru.language.keys import HANGUL, words_of
from onmaru.language.slips import slip_keys
from onmaru.search.models import Census, Entry, Word
from onmaru.search.registry import of

BATCH = 1000
# Who has more texts than this knows all common words from the newest.
ENOUGH = 200_000
# The shares of keys are counted on the newest so many entries, at most this often.
SAMPLE, SELDOM = 100_000, timedelta(hours=1)
MEASURED = 20_000
# A key in fewer entries of the sample is rare, and needs no row to say so.
RARE = 3


@transaction.atomic
def learn() -> int:
    """Take the words of the next new entries into the vocabulary; gives how many entries were read. Two at once take turns."""
    census = locked_census()
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    begin = max(census.learned_id, newest - ENOUGH)
    entries = list(Entry.objects.filter(pk__gt=begin).order_by("pk").values_list("pk", "sort", "thing_id")[:BATCH])
    if not entries:
        return 0
    things: dict[str, list[int]] = defaultdict(list)
    for _, sort, thing_id in entries:
        things[sort].append(thing_id)
    counts: Counter[str] = Counter()
    for sort, ids in things.items():
        if searchable := of(sort):
            for document in searchable.documents(ids):
                counts.update(words_of(document.text, document.title))
    _add(counts)
    Census.objects.filter(pk=census.pk).update(learned_id=entries[-1][0])
    return len(entries)


def locked_census() -> Census:
    """The one row; who has it is the only one who learns, counts or forgets."""
    Census.objects.get_or_create(pk=1)
    return Census.objects.select_for_update().get(pk=1)


def _add(counts: Counter[str]) -> None:
    known = set(Word.objects.filter(text__in=counts).values_list("text", flat=True))
    Word.objects.bulk_create([_word(text, number) for text, number in sorted(counts.items()) if text not in known])
    with connection.cursor() as cursor:
        again = sorted(known)
        cursor.execute(
            "UPDATE search_word SET count = count + more FROM unnest(%s::text[], %s::bigint[]) AS seen (word, more) WHERE text = word",
            [again, [counts[text] for text in again]],
        )


def _word(text: str, number: int) -> Word:
    return Word(
        text=text, strokes=jamo(text), initials=initials(text) if HANGUL.fullmatch(text) else "", slips=slip_keys(text), count=number
    )


@transaction.atomic
def count(now_and_then: bool = False) -> None:
    """Count how common each key is. `now_and_then`: only when that was long ago, or much has come since."""
    census = locked_census()
    newest = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if now_and_then and census.counted_at and clock.now() - census.counted_at < SELDOM and newest < 2 * census.entries:
        return
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE search_share")
        cursor.execute(_COUNT, [SAMPLE, RARE])
        cursor.execute(_MEASURE, [SAMPLE, MEASURED])
        entries, length, daily = cursor.fetchone()
    Census.objects.filter(pk=census.pk).update(counted_at=clock.now(), entries=entries, average_length=length or 0, daily=daily or 1)


_COUNT = """
    WITH newest AS MATERIALIZED (SELECT keys FROM search_entry ORDER BY id DESC LIMIT %s)
    INSERT INTO search_share (key, share)
    SELECT key, count(*)::float8 / (SELECT count(*) FROM newest) FROM newest, unnest(keys) AS key GROUP BY key HAVING count(*) >= %s
"""

# What the planner believes is exact enough for a large table, and a small one is counted in no time.
_MEASURE = """
    SELECT
        greatest((SELECT count(*) FROM (SELECT 1 FROM search_entry LIMIT %s) AS counted), (
            SELECT reltuples FROM pg_class WHERE oid = 'search_entry'::regclass
        )),
        avg(length),
        count(*) / greatest(1, ceil(extract(epoch FROM max(at) - min(at)) / 86400))
    FROM (SELECT at, length FROM search_entry ORDER BY at DESC, id DESC LIMIT %s) AS newest
"""
