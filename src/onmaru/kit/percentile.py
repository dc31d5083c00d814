"""Medians and the like of lengths of time, reckoned by the database."""

from typing import Any

from django.db.models import Aggregate, DurationField


class Percentile(Aggregate):
    """The length that this share of rows stays within."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: str, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, output_field=DurationField(), **extra)
