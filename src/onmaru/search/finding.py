"""The SQL of search: which entries hold the keys, newest first, never more work for a common word than for a rare one.

A rare word is fetched by the index of keys and sorted. For a common one that index would hand over half of the table, so the newest entries
are read in the order of their time instead, a block of them, until there are enough. For what lies between, the days from which to fetch
are keys too: the index then skips all others. See docs/decisions/search-in-postgresql.md.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from typing import Any, NamedTuple

from django.db import connection

from onmaru.kit import clock
from onmaru.language.asked import Option
from onmaru.language.ranking import Census
from onmaru.search.marks import day_key, start_of_day

# What is ranked at once. What lies beyond is the next window, older than all of this one.
WINDOW = 200
# Words in at least this share of entries are read in order of time, a block at once; fewer finds than ENOUGH are too few for that way.
COMMON_SHARE, BLOCK, ENOUGH = 0.02, 10_000, 40
# Up to so many entries the index of keys is asked without days.
FEW = 1500
# So many days are asked for at most.
MOST_DAYS = 150


class Place(NamedTuple):
    """Between two entries, newest first."""

    at: datetime
    id: int


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to look. `allowed` is SQL with its values that says of `conversation_id` whether its entries may be seen."""

    allowed: tuple[str, Sequence[Any]] = ("true", ())
    # Known conversations that are few enough to start from.
    within: Sequence[int] | None = None
    sorts: Sequence[str] | None = None
    after: datetime | None = None
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    sort: str
    thing_id: int
    conversation_id: int | None
    at: datetime
    holds: frozenset[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every term by one of its options, none of the excluded; or all of `instead`."""

    terms: Sequence[Sequence[Option]]
    excluded: Sequence[Option] = ()
    instead: Option = frozenset()


@dataclass(frozen=True, slots=True)
class Window:
    hits: list[Hit] = field(default_factory=list)
    # Where the next window begins; None when this was the last.
    end: Place | None = None


def window(wanted: Wanted, asked: Iterable[int], scope: Scope, top: Place | None, census: Census) -> Window:
    """The newest entries below `top` that hold what is wanted; `asked` are the keys to report of each."""
    keys = sorted(asked)
    if not wanted.terms or not all(wanted.terms):
        return Window()
    if scope.within is not None:
        return _last_or_more(_run(*_read(wanted, scope, top, scope.within), keys, scope))
    share = min(sum(min(census.shares.get(key, 0.0) for key in option) for option in options) for options in wanted.terms)
    if share >= COMMON_SHARE and share * census.entries > FEW:
        read = _in_order(wanted, keys, scope, top)
        if len(read.hits) >= ENOUGH or read.end is None:
            return read
        share = len(read.hits) / BLOCK
    for _ in range(2):
        if share * census.entries <= FEW:
            break
        days = min(ceil(1.5 * WINDOW / (share * census.daily)), MOST_DAYS)
        found = _of_days(wanted, keys, scope, top, days)
        if len(found.hits) >= ENOUGH:
            return found
        share = max(len(found.hits), 1) / (days * census.daily)
    return _last_or_more(_run(*_fetched(wanted, scope, top), keys, scope))


def _of_days(wanted: Wanted, keys: list[int], scope: Scope, top: Place | None, days: int) -> Window:
    """By the index of keys, of the days before a place alone."""
    newest = min(each for each in (top.at if top else None, scope.before, clock.now() + timedelta(days=1)) if each)
    wanted_days = [frozenset({day_key(newest - timedelta(days=back))}) for back in range(days)]
    sql, values = _fetched(Wanted([*wanted.terms, wanted_days], wanted.excluded), scope, top)
    found, seen, last = _run(sql, values, keys, scope)
    # Entries of the oldest day are all here, unless there were more than a window holds.
    return Window(found, last if seen >= WINDOW else Place(start_of_day(newest - timedelta(days=days - 1)), 0))


def _holds(wanted: Wanted) -> tuple[str, list[Any]]:
    terms, values = [], []
    for options in wanted.terms:
        if all(len(option) == 1 for option in options):
            # One condition for the index instead of many.
            terms.append("keys && %s::int[]")
            values.append(sorted(key for option in options for key in option))
        else:
            terms.append("(" + " OR ".join(["keys @> %s::int[]"] * len(options)) + ")")
            values += [sorted(option) for option in options]
    sql = " AND ".join(terms)
    if wanted.instead:
        sql = f"({sql} OR keys @> %s::int[])"
        values.append(sorted(wanted.instead))
    for option in wanted.excluded:
        sql += " AND NOT keys @> %s::int[]"
        values.append(sorted(option))
    return sql, values


def _bounds(scope: Scope, top: Place | None) -> tuple[str, list[Any]]:
    sql, values = "true", []
    if scope.after:
        sql += " AND at >= %s"
        values.append(scope.after)
    if scope.before:
        sql += " AND at < %s"
        values.append(scope.before)
    if top:
        sql += " AND (at, id) < (%s, %s)"
        values += [top.at, top.id]
    return sql, values


def _fetched(wanted: Wanted, scope: Scope, top: Place | None) -> tuple[str, list[Any]]:
    """By the index of keys, then sorted. The added nothing keeps the planner from walking the index of times for it."""
    holds, values = _holds(wanted)
    bounds, more = _bounds(scope, top)
    sql = f"SELECT * FROM search_entry WHERE {holds} AND {bounds} ORDER BY at + interval '0' DESC, id DESC LIMIT {WINDOW}"
    return sql, [*values, *more]


def _read(wanted: Wanted, scope: Scope, top: Place | None, within: Sequence[int]) -> tuple[str, list[Any]]:
    holds, values = _holds(wanted)
    bounds, more = _bounds(scope, top)
    sql = (
        f"SELECT * FROM search_entry WHERE conversation_id = ANY(%s) AND CASE WHEN {holds} THEN true END AND {bounds}"
        f" ORDER BY at + interval '0' DESC, id DESC LIMIT {WINDOW}"
    )
    return sql, [list(within), *values, *more]


def _in_order(wanted: Wanted, keys: list[int], scope: Scope, top: Place | None) -> Window:
    """A block of entries in order of time, and what of it holds the keys."""
    holds, values = _holds(wanted)
    bounds, more = _bounds(scope, top)
    block = f"SELECT * FROM search_entry WHERE {bounds} ORDER BY at DESC, id DESC LIMIT {BLOCK}"
    # The block is materialised as far as it is read: the outer limit ends that early.
    sql = f"SELECT * FROM ({block}) AS block WHERE CASE WHEN {holds} THEN true END LIMIT {WINDOW}"
    found, seen, last = _run(sql, [*more, *values], keys, scope)
    if seen >= WINDOW:
        return Window(found, last)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT at, id FROM search_entry WHERE {bounds} ORDER BY at DESC, id DESC OFFSET {BLOCK - 1} LIMIT 1", more)
        row = cursor.fetchone()
    return Window(found, Place(*row) if row else None)


def _last_or_more(result: tuple[list[Hit], int, Place | None]) -> Window:
    found, seen, last = result
    return Window(found, last if seen >= WINDOW else None)


def _run(sql: str, values: list[Any], keys: list[int], scope: Scope) -> tuple[list[Hit], int, Place | None]:
    """The hits that may be seen, how many there were before that was asked, and the place of the last of those."""
    allowed, more = scope.allowed
    statement = f"""
        WITH hit AS MATERIALIZED ({sql})
        SELECT id, sort, thing_id, conversation_id, at, ARRAY(SELECT key FROM unnest(%s::int[]) AS key WHERE key = ANY(keys)), {allowed}
        FROM hit ORDER BY at DESC, id DESC
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, keys, *more])
        rows = cursor.fetchall()
    hits = [Hit(row[0], row[1], row[2], row[3], row[4], frozenset(row[5])) for row in rows if row[6]]
    return hits, len(rows), Place(rows[-1][4], rows[-1][0]) if rows else None


def partly(units: Sequence[tuple[Option, float]], keys: Iterable[int], scope: Scope, limit: int = WINDOW) -> list[Hit]:
    """The entries that hold most of the units, each unit counted with its worth; the richest first."""
    if not units:
        return []
    bounds, more = _bounds(scope, None)
    if scope.within is not None:
        bounds, more = bounds + " AND conversation_id = ANY(%s)", [*more, list(scope.within)]
    one = f"SELECT id, %s::float8 AS worth FROM search_entry WHERE keys @> %s::int[] AND {bounds}"
    parts, values = [], []
    for option, worth in units:
        parts.append(one)
        values += [worth, sorted(option), *more]
    sql = f"""
        SELECT search_entry.* FROM search_entry JOIN (
            SELECT id, sum(worth) AS worth FROM ({" UNION ALL ".join(parts)}) AS held GROUP BY id ORDER BY 2 DESC, 1 DESC LIMIT {limit}
        ) AS best USING (id)
    """
    return _run(sql, values, sorted(keys), scope)[0]


def held(wanted: Wanted, conversations: Iterable[int | None], newer_than: Place) -> set[int | None]:
    """Those of the conversations that have an entry at or above a place that holds what is wanted: they were shown before it."""
    known = [one for one in conversations if one is not None]
    if not known:
        return set()
    holds, values = _holds(wanted)
    sql = (
        "SELECT DISTINCT conversation_id FROM search_entry"
        f" WHERE conversation_id = ANY(%s) AND (at, id) >= (%s, %s) AND CASE WHEN {holds} THEN true END"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [known, newer_than.at, newer_than.id, *values])
        return {row[0] for row in cursor.fetchall()}
