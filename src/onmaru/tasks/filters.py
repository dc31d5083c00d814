"""Conversations by what departments were asked about them; rules can ask the same."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.filtering.filter import Asking, Choice, Option, number_or
from onmaru.inbox.filtering.registry import declare
from onmaru.tasks.models import Department, Task

WITH_US, NONE, ANY = "answered", "none", "any"


def _waits_for(asking: Asking, values: tuple[str, ...]) -> Q:
    """For which department it waits; `any`, `answered` (it is with us again), or `none`."""
    of_row = Task.objects.filter(conversation=OuterRef("pk")).going_on()
    found = Q()
    numbers = [int(value) for value in values if value.isdecimal()]
    if numbers:
        found |= Q(Exists(of_row.with_them().filter(department__in=numbers)))
    if ANY in values:
        found |= Q(Exists(of_row.with_them()))
    if WITH_US in values:
        found |= Q(Exists(of_row.with_us()))
    return found | ~Q(Exists(of_row)) if NONE in values else found


def _options(asking: Asking) -> Iterable[Option]:
    yield Option(ANY, _("Anybody"))
    yield Option(WITH_US, _("Answered, back with us"), "check")
    yield Option(NONE, _("Nobody is asked"))
    for department in Department.objects.in_use():
        yield Option(str(department.pk), str(department), "building-2")


declare(
    Choice("task", gettext_lazy("Waits for a department"), "building-2", _waits_for, looks=number_or(ANY, WITH_US, NONE), options=_options)
)
