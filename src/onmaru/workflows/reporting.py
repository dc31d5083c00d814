"""How long each stage takes, in the open time of its team, counted by the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q

from onmaru.kit.percentile import Percentile
from onmaru.workflows.models import Stage, Step, Workflow


@dataclass(frozen=True, slots=True)
class Length:
    """Of one stage: how often it was passed, how long it took, how often too long; `slowest` of its workflow."""

    stage: Stage
    passed: int
    median: timedelta
    p90: timedelta
    overdue: int
    slowest: bool


def lengths(since: datetime) -> list[tuple[Workflow, list[Length]]]:
    """Workflows with the stages that were passed since, in their order."""
    passed = Step.objects.filter(left_at__gte=since).order_by().values("stage")
    rows = passed.annotate(
        passed=Count("pk"),
        median=Percentile("took", 0.5),
        p90=Percentile("took", 0.9),
        overdue=Count("pk", filter=Q(overdue_at__isnull=False)),
    )
    found = {row["stage"]: row for row in rows}
    stages: dict[int, list[Stage]] = {}
    for stage in Stage.objects.filter(pk__in=found).select_related("workflow").order_by("workflow", "place", "id"):
        stages.setdefault(stage.workflow_id, []).append(stage)
    return [(some[0].workflow, _told(some, found)) for some in stages.values()]


def _told(stages: list[Stage], found: dict[int, Any]) -> list[Length]:
    slowest = max(stages, key=lambda stage: found[stage.pk]["median"]) if len(stages) > 1 else None
    return [
        Length(stage, row["passed"], row["median"], row["p90"], row["overdue"], stage is slowest)
        for stage in stages
        for row in [found[stage.pk]]
    ]
