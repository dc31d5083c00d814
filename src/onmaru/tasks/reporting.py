"""How long we waited, and for whom: counted in the business hours of each department, by the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, Sum

from onmaru.kit.percentile import Percentile
from onmaru.people.queries import calendars_of
from onmaru.tasks.models import Department, Task

# What still runs is worked out row by row; more of it than this no department has.
RUNNING = 500
OUTSIDERS = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """Of one department (None: outsiders): tasks asked, and of those that came back how long they were there."""

    department: Department | None
    asked: int
    came_back: int
    overdue: int
    median: timedelta | None
    p90: timedelta | None
    # All we waited for them, with what still runs.
    total: timedelta
    running: int


def waiting(since: datetime, now: datetime) -> list[Waiting]:
    """Who we waited for most, first."""
    rows = Task.objects.filter(asked_at__gte=since, withdrawn_at=None)
    back = rows.exclude(answered_at=None, done_at=None).order_by().values("department")
    lengths = {
        row["department"] or OUTSIDERS: row for row in back.annotate(median=Percentile("waited", 0.5), p90=Percentile("waited", 0.9))
    }
    counted = rows.order_by().values("department").annotate(
        asked=Count("pk"),
        came_back=Count("pk", filter=Q(answered_at__isnull=False) | Q(done_at__isnull=False)),
        overdue=Count("pk", filter=Q(overdue_at__isnull=False)),
        running=Count("pk", filter=Q(waiting_since__isnull=False)),
        total=Sum(F("waited")),
    )  # fmt: skip
    departments = {one.pk: one for one in Department.objects.all()}
    more = _running(rows, departments, now)
    found = []
    for row in counted:
        key = row["department"] or OUTSIDERS
        length, total = lengths.get(key, {}), row["total"] + more.get(key, timedelta())
        found.append(
            Waiting(
                departments.get(key),
                row["asked"],
                row["came_back"],
                row["overdue"],
                length.get("median"),
                length.get("p90"),
                total,
                row["running"],
            )
        )
    return sorted(found, key=lambda one: one.total, reverse=True)


def _running(rows: Any, departments: dict[int, Department], now: datetime) -> dict[int, timedelta]:
    total: dict[int, timedelta] = {}
    of_teams = calendars_of(one.hours_of_id for one in departments.values())
    calendars = {key: of_teams[one.hours_of_id] for key, one in departments.items()} | {OUTSIDERS: of_teams[None]}
    for department, since in rows.with_them().order_by("-id").values_list("department", "waiting_since")[:RUNNING]:
        key = department or OUTSIDERS
        total[key] = total.get(key, timedelta()) + calendars[key].between(since, now)
    return total
