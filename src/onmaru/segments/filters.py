"""Conversations by the segments of their customers; rules can ask the same."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy

from onmaru.inbox.filtering.filter import Asking, Choice, Option, number_or
from onmaru.inbox.filtering.registry import declare
from onmaru.segments.belonging import of_segments
from onmaru.segments.models import Segment


def _belongs(asking: Asking, values: tuple[str, ...]) -> Q:
    return of_segments(int(value) for value in values)


def _options(asking: Asking) -> Iterable[Option]:
    return [Option(str(segment.pk), segment.name, "users") for segment in Segment.objects.in_use()]


declare(Choice("segment", gettext_lazy("Customer segment"), "users", _belongs, looks=number_or(), options=_options))
