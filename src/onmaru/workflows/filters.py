"""Conversations by the stage they are at; rules can ask the same."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.filtering.filter import Asking, Choice, Option, number_or
from onmaru.inbox.filtering.registry import declare
from onmaru.kit.numbers import row_numbers
from onmaru.workflows.models import Stage, Step

LATE, NONE = "late", "none"


def _at(asking: Asking, values: tuple[str, ...]) -> Q:
    """Stages by number; `late`: at any for too long; `none`: in no workflow."""
    of_row = Step.objects.filter(course__conversation=OuterRef("pk"), left_at=None)
    found = Q()
    if numbers := row_numbers(values):
        found |= Q(Exists(of_row.filter(stage__in=numbers)))
    if LATE in values:
        found |= Q(Exists(of_row.exclude(overdue_at=None)))
    return found | ~Q(Exists(of_row)) if NONE in values else found


def _options(asking: Asking) -> Iterable[Option]:
    yield Option(LATE, _("At a stage for too long"), "clock-alert")
    yield Option(NONE, _("In no workflow"))
    rows = Stage.objects.filter(removed_at=None, workflow__retired_at=None, workflow__chosen_at__isnull=False)
    for stage in rows.select_related("workflow"):
        yield Option(str(stage.pk), f"{stage.workflow} › {stage}", "list-ordered")


declare(Choice("stage", _("Stage of a workflow"), "list-ordered", _at, looks=number_or(LATE, NONE), options=_options))
