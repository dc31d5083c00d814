from collections.abc import Iterable

from django.db import connection

from onmaru.language.keys import keys_of
from onmaru.search.marks import day_key, sort_key
from onmaru.search.models import Entry
from onmaru.search.registry import Document, of

# Rows in one statement: each has some hundred keys, and each statement costs a round trip.
ROWS = 100
_ROW = "(%s, %s, %s, %s, %s, %s)"
_FILE = """
    INSERT INTO search_entry (sort, thing_id, conversation_id, at, length, keys) VALUES {rows}
    ON CONFLICT (sort, thing_id) DO UPDATE
    SET conversation_id = excluded.conversation_id, at = excluded.at, length = excluded.length, keys = excluded.keys
    WHERE (search_entry.conversation_id, search_entry.at, search_entry.keys)
        IS DISTINCT FROM (excluded.conversation_id, excluded.at, excluded.keys)
"""


def file(sort: str, documents: Iterable[Document]) -> None:
    """Let things of one sort be found by what they say now. The same twice changes nothing."""
    file_all((sort, one) for one in documents)


def file_all(documents: Iterable[tuple[str, Document]]) -> None:
    """The same for things of several sorts, none of them twice."""
    rows = [(sort, one.id, one.conversation_id, one.at, len(one.title) + len(one.text), _keys(sort, one)) for sort, one in documents]
    for begin in range(0, len(rows), ROWS):
        some = rows[begin : begin + ROWS]
        with connection.cursor() as cursor:
            cursor.execute(_FILE.format(rows=", ".join([_ROW] * len(some))), [value for row in some for value in row])


def refile(sort: str, ids: Iterable[int]) -> None:
    """Look at things anew: file what is there, forget what is gone."""
    wanted, searchable = list(ids), of(sort)
    if searchable is None or not wanted:
        return
    documents = searchable.documents(wanted)
    file(sort, documents)
    gone = set(wanted) - {one.id for one in documents}
    if gone:
        Entry.objects.filter(sort=sort, thing_id__in=gone).delete()


def forget_conversations(numbers: Iterable[int]) -> None:
    """What belonged to these conversations is found no more."""
    Entry.objects.filter(conversation_id__in=list(numbers)).delete()


def sort_in() -> None:
    """Move new entries from the list that every search reads into the index of keys."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('search_entries_by_key')")


def _keys(sort: str, one: Document) -> list[int]:
    return [sort_key(sort), day_key(one.at), *keys_of(f"{one.text}\n{one.hidden}", one.title, one.also)]
