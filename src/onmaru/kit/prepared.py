"""Querysets whose SQL is built once in a process.

Django builds the SQL of a queryset anew at each use. Where a row comes with others it belongs to, that takes longer than PostgreSQL takes
to find them, and it was half of what the desk's hot screens cost.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from datetime import UTC, datetime
from functools import update_wrapper
from itertools import count
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

R = TypeVar("R")
Single = int | str | datetime
Value = Single | Sequence[int]

# Stand in for values while the SQL is built: in range of every whole number a column holds, and nothing that anybody would write down.
_LOWEST = -2_147_483_000
_EARLIEST = 1_000


class Prepared(Generic[R]):
    """Called with the values that differ from call to call, in order, and by keyword with what the SQL itself depends on.

    The function gets placeholders for the values: it must hand them to the queryset as they are, and take nothing that changes from
    elsewhere, such as the time. Each value must end up in the SQL, else ValueError at the first call.

    Several whole numbers, as for `pk__in`, are one value. There must be at least one: without any, Django would ask something else.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, R]]) -> None:
        self._build = build
        self._known: dict[Hashable, _Compiled[R]] = {}
        update_wrapper(self, build)

    def __call__(self, *values: Value, **shape: Hashable) -> list[R]:
        values = tuple(_rounded_up(value) if isinstance(value, Sequence) and not isinstance(value, str) else value for value in values)
        key = (tuple(len(value) if isinstance(value, tuple) else type(value) for value in values), tuple(shape.items()))
        known = self._known.get(key)
        if known is None:
            places = _places(values)
            known = self._known[key] = _Compiled(self._build(*places, **shape), _flat(places))
        return known.rows(_flat(values))


def _rounded_up(numbers: Sequence[int]) -> tuple[int, ...]:
    """As many as the next power of two, so that not each length has SQL of its own: who stands in a list twice is found once."""
    if not numbers:
        raise ValueError("there is nothing to ask for")
    length = 1 << (len(numbers) - 1).bit_length()
    return (*numbers, *[numbers[-1]] * (length - len(numbers)))


def _places(values: Sequence[Value]) -> list[Value]:
    counted = count()
    return [
        [_place(one, next(counted)) for one in value] if isinstance(value, tuple) else _place(value, next(counted))  # pyright: ignore[reportArgumentType, reportReturnType]
        for value in values
    ]


def _flat(values: Sequence[Value]) -> list[Single]:
    found: list[Single] = []
    for value in values:
        if isinstance(value, (tuple, list)):
            found += value
        else:
            found.append(value)  # pyright: ignore[reportArgumentType]
    return found


def _place(value: Single, number: int) -> Single:
    if isinstance(value, str):
        return f"\ue000{number}\ue000"
    if isinstance(value, datetime):
        return datetime(_EARLIEST + number, 1, 1, tzinfo=UTC)
    return _LOWEST + number


class _Compiled(Generic[R]):
    def __init__(self, rows: QuerySet[Any, R], places: list[Single]) -> None:
        if rows._prefetch_related_lookups:  # pyright: ignore[reportAttributeAccessIssue]
            raise ValueError("what is prefetched cannot be prepared")
        self._queryset = rows
        self._compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, self._parameters = self._compiler.as_sql()
        # Where each value goes; whole numbers are wrapped in the type of their column.
        self._slots = [
            (at, places.index(parameter), type(parameter) if isinstance(parameter, int) else None)
            for at, parameter in enumerate(self._parameters)
            if not isinstance(parameter, bool) and parameter in places
        ]
        if {number for _, number, _ in self._slots} != set(range(len(places))):
            raise ValueError("a value does not stand in the SQL")

    def rows(self, values: list[Single]) -> list[R]:
        parameters: list[Any] = list(self._parameters)
        for at, number, wrap in self._slots:
            parameters[at] = wrap(values[number]) if wrap else values[number]  # pyright: ignore[reportArgumentType]
        compiler = copy(self._compiler)
        # A connection is one thread's.
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda *_, **__: (self._sql, tuple(parameters))
        make_rows: Any = self._queryset._iterable_class  # pyright: ignore[reportAttributeAccessIssue]
        return list(make_rows(_Stand(self._queryset, compiler)))


class _Stand:
    """What stands in for the queryset where its rows are made: the same, but that its SQL is there already."""

    def __init__(self, queryset: QuerySet[Any, Any], compiler: SQLCompiler) -> None:
        self._queryset, self.query = queryset, _Known(queryset.query, compiler)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queryset, name)


class _Known:
    def __init__(self, query: Query, compiler: SQLCompiler) -> None:
        self._query, self._compiler = query, compiler

    def get_compiler(self, using: str | None = None, connection: Any = None) -> SQLCompiler:
        return self._compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


def prepared(build: Callable[..., QuerySet[Any, R]]) -> Prepared[R]:
    return Prepared(build)
