"""Looking a row up by what can be one row's only."""

from typing import TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


def one(rows: QuerySet[M]) -> M | None:
    """The row, or None. `first()` would put an order before the one row there can be, which costs as much as the rest of the statement."""
    return next(iter(rows[:1]), None)
