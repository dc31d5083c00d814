"""How many conversations each view of a rail holds: one query for all of them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models.expressions import RawSQL

from onmaru.inbox.asked import Asked, Known, all_of, asked, combined, known_to, reading
from onmaru.inbox.filtering.filter import Asking
from onmaru.inbox.filtering.registry import of_family
from onmaru.inbox.filtering.terms import Reading, Terms, said_in
from onmaru.people.models import Agent

# Counting further costs more than the number tells.
MOST_COUNTED = 1000

# A view that asks for no status may have to look at every conversation there ever was to find a few: it counts among the latest ones.
LATEST = 10_000
_HORIZON = """
    WITH horizon AS MATERIALIZED (
        SELECT COALESCE((
            SELECT last_activity_at FROM inbox_conversation
            WHERE spam_marked_at IS NULL AND merged_into_id IS NULL AND deleted_at IS NULL
            ORDER BY last_activity_at DESC, id DESC OFFSET %s LIMIT 1
        ), '-infinity') AS at
    )
"""
# Of these there are as many as there is work, or they have an index of their own.
_FEW = {"status": {"open", "snoozed"}, "spam": {"yes"}}


class Count(NamedTuple):
    """How many there are, or `at_least`: others may be older than the latest ones."""

    number: int
    at_least: bool = False


Statement = tuple[str, tuple[Any, ...]]
# Putting twenty statements together anew costs more than running them. What such a statement depends on is its key, and nothing else.
_kept: dict[tuple[object, ...], Statement] = {}
MOST_KEPT = 5000


def counts(agent: Agent, keys: Iterable[str], saved: Mapping[str, str] | None = None) -> dict[str, Count]:
    """How many conversations each built-in view and each saved one holds for an agent, counted up to MOST_COUNTED, in one query.

    `saved` are the terms of saved views by their keys.
    """
    asking, said_by = Asking(agent), {key: said_in(terms) for key, terms in (saved or {}).items()}
    # Fields of a shop's own are looked up once for all views.
    known = known_to(name for said in said_by.values() for name in said)
    found = {key: asked(agent, key, {}) for key in keys}
    found |= {key: combined(key, reading(said, known), Reading(Terms())) for key, said in said_by.items()}
    statements = [_statement(one, asking, known) for one in found.values()]
    if not statements:
        return {}
    with connection.cursor() as cursor:
        # Every part was compiled by the ORM; values travel as parameters.
        whole = ", ".join(f"(SELECT count(*) FROM ({sql}) AS counted)" for sql, _values in statements)
        asked_for = [value for _sql, values in statements for value in values]
        if any(_is_endless(one) for one in found.values()):
            cursor.execute(f"{_HORIZON} SELECT (SELECT at > '-infinity' FROM horizon), {whole}", [LATEST - 1, *asked_for])
        else:
            cursor.execute(f"SELECT false, {whole}", asked_for)
        [(cut, *numbers)] = cursor.fetchall()
    return {key: Count(number, cut and _is_endless(one)) for (key, one), number in zip(found.items(), numbers, strict=True)}


def _statement(one: Asked, asking: Asking, known: Known) -> Statement:
    # Where a field of the shop's own is meant, the statement depends on a row.
    if one.problems or any(of_family(name) for name, _values in one.terms.chosen):
        return _compiled(one, asking, known)
    key = (asking.agent.pk, asking.agent.role, asking.agent.is_active, one.terms, MOST_COUNTED)
    if key in _kept:
        return _kept[key]
    asking.looked_around = False
    made = _compiled(one, asking, known)
    if not asking.looked_around:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = made
    return made


def _is_endless(one: Asked) -> bool:
    return not any(chosen and few.issuperset(chosen) for name, few in _FEW.items() if (chosen := one.terms.get(name)))


def _compiled(one: Asked, asking: Asking, known: Known) -> Statement:
    rows = all_of(one, asking, known)
    if _is_endless(one):
        rows = rows.filter(last_activity_at__gte=RawSQL("SELECT at FROM horizon", ()))
    try:
        return rows.order_by().values("pk")[:MOST_COUNTED].query.sql_with_params()
    except EmptyResultSet:
        return "SELECT 1 WHERE false", ()
