"""Conversations by what departments were asked about them; rules can ask the same."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.filtering.filter import Asking, Choice, Option, number_or
from onmaru.inbox.filtering.registry import declare
from onmaru.kit.numbers import row_numbers
from onmaru.tasks.models import Department, Task
from onmaru.tasks.models.task import Tasks

WITH_US, NONE, ANY = "answered", "none", "any"


def _waits_for(asking: Asking, values: tuple[str, ...]) -> Q:
    """For which department it waits; `any`, `answered` (it is with us again), or `none`."""
    going_on, found = Task.objects.going_on(), Q()
    numbers = row_numbers(values)
    if numbers:
        found |= _of(going_on.with_them().filter(department__in=numbers))
    if ANY in values:
        found |= _of(going_on.with_them())
    if WITH_US in values:
        found |= _of(going_on.with_us())
    return found | ~_of(going_on) if NONE in values else found


def _of(tasks: Tasks) -> Q:
    """What a merged conversation waits for, the one that it was merged into waits for. Few tasks go on, so they are read at once."""
    return Q(pk__in=tasks.values(about=Coalesce("conversation__merged_into", "conversation")))


def _options(asking: Asking) -> Iterable[Option]:
    yield Option(ANY, _("Anybody"))
    yield Option(WITH_US, _("Answered, back with us"), "check")
    yield Option(NONE, _("Nobody is asked"))
    for department in Department.objects.in_use():
        yield Option(str(department.pk), str(department), "building-2")


declare(
    Choice("task", gettext_lazy("Waits for a department"), "building-2", _waits_for, looks=number_or(ANY, WITH_US, NONE), options=_options)
)
