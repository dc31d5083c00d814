"""Orders of a list, and places in them: keyset paging, so that the thousandth page costs what the first does."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import BigIntegerField, BooleanField, DateTimeField, F, Func, Value
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import Conversations, falls_due, waits_since

Key = datetime | int | None
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in an ordered list: what the row after which the next page begins has in the columns of that order, its id last."""

    keys: tuple[Key, ...]

    def __str__(self) -> str:
        return "-".join(_written(key) for key in self.keys)

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """A place in the order of activity. None for what is none: a list then simply begins at its beginning."""
        return NEWEST.read(text)


def _written(key: Key) -> str:
    if key is None:
        return "none"
    # Microseconds, counted in whole numbers: as fractions of a second some moments come back as their neighbours.
    return str((key - _EPOCH) // _MICROSECOND if isinstance(key, datetime) else key)


_MICROSECOND = datetime.resolution


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an order. `by` is the expression an index holds, `of` what a row has there."""

    by: Callable[[], F | Func]
    of: Callable[[Conversation], Key]
    is_time: bool = False

    def read(self, text: str) -> Key:
        if text == "none" and self.is_time:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) < 18):
            raise ValueError(text)
        return _EPOCH + int(text) * _MICROSECOND if self.is_time else int(text)

    def value(self, key: Key) -> Any:
        if key is None:
            return Func(template="'infinity'::timestamptz", output_field=DateTimeField())
        return Value(key, DateTimeField() if self.is_time else BigIntegerField())


class _Compared(Func):
    """`(a, b) < (x, y)`: one comparison of rows, which an index in that order answers from its place on."""

    def __init__(self, operator: str, left: list[Any], right: list[Any]) -> None:
        super().__init__(*left, *right, output_field=BooleanField())
        self.operator, self.width = operator, len(left)

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, list[Any]]:  # pyright: ignore[reportIncompatibleMethodOverride]
        parts, parameters = [], []
        for expression in self.source_expressions:
            sql, values = compiler.compile(expression)
            parts.append(sql)
            parameters += values
        left, right = ", ".join(parts[: self.width]), ", ".join(parts[self.width :])
        return f"({left}) {self.operator} ({right})", parameters


@dataclass(frozen=True, slots=True)
class Sort:
    """An order: all columns in one direction, the last of them the id, so that no two rows share a place."""

    name: str
    label: str | Promise
    columns: tuple[Column, ...]
    descending: bool

    def order(self, conversations: Conversations) -> Conversations:
        columns = [column.by() for column in self.columns]
        return conversations.order_by(*[column.desc() if self.descending else column.asc() for column in columns])

    def place(self, row: Conversation) -> Cursor:
        return Cursor(tuple(column.of(row) for column in self.columns))

    def read(self, text: str) -> Cursor | None:
        parts = text.split("-")
        if len(parts) != len(self.columns):
            return None
        try:
            return Cursor(tuple(column.read(part) for column, part in zip(self.columns, parts, strict=True)))
        except (ValueError, OverflowError):
            return None

    def after(self, cursor: Cursor) -> _Compared:
        return self._compared("<" if self.descending else ">", cursor)

    def until(self, cursor: Cursor) -> _Compared:
        return self._compared(">=" if self.descending else "<=", cursor)

    def _compared(self, operator: str, cursor: Cursor) -> _Compared:
        values = [column.value(key) for column, key in zip(self.columns, cursor.keys, strict=True)]
        return _Compared(operator, [column.by() for column in self.columns], values)


_ID = Column(lambda: F("id"), lambda row: row.pk)
_ACTIVITY = Column(lambda: F("last_activity_at"), lambda row: row.last_activity_at, is_time=True)
_WAITING = Column(waits_since, lambda row: row.customer_waiting_since, is_time=True)
_DUE = Column(falls_due, lambda row: row.due_at, is_time=True)
_CREATION = Column(lambda: F("created_at"), lambda row: row.created_at, is_time=True)
_PRIORITY = Column(lambda: F("priority"), lambda row: row.priority)

NEWEST = Sort("newest", _("Newest activity first"), (_ACTIVITY, _ID), descending=True)
SORTS = {
    sort.name: sort
    for sort in (
        NEWEST,
        Sort("waiting", _("Longest waiting first"), (_WAITING, _ID), descending=False),
        Sort("due", _("Due first"), (_DUE, _ID), descending=False),
        Sort("oldest", _("Oldest first"), (_CREATION, _ID), descending=False),
        Sort("priority", _("Highest priority first"), (_PRIORITY, _ACTIVITY, _ID), descending=True),
    )
}
