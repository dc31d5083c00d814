from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.sla.wording import spoken
from onmaru.tasks.reporting import Waiting, waiting

SPANS = (7, 30, 90)
# Of the picture, in its own units.
WIDTH, LINE = 400, 44


class Report(DeskView):
    """Time spent waiting, and for whom."""

    to_read = Permission.SEE_ALL

    def get(self, request: AgentRequest) -> HttpResponse:
        asked = request.GET.get("days", "30")
        days = int(asked) if asked in map(str, SPANS) else 30
        now = clock.now()
        rows = waiting(now - timedelta(days=days), now)
        context = {"days": days, "spans": SPANS, "rows": [_told(row) for row in rows], "picture": picture(rows), "here": "tasks"}
        return render(request, "tasks/report.html", context)


def _told(row: Waiting) -> dict[str, Any]:
    return {
        "name": str(row.department) if row.department else _("Outsiders"),
        "row": row,
        "median": spoken(row.median) if row.median is not None else "–",
        "p90": spoken(row.p90) if row.p90 is not None else "–",
        "total": spoken(row.total),
    }


def picture(rows: list[Waiting]) -> dict[str, Any]:
    """Bars of what was waited for each: where half of the tasks were back, and where nine of ten were."""
    longest = max((row.p90 or timedelta() for row in rows), default=timedelta()).total_seconds() or 1
    bars = []
    for place, row in enumerate(row for row in rows if row.median is not None and row.p90 is not None):
        median, p90 = ((length or timedelta()).total_seconds() / longest * WIDTH for length in (row.median, row.p90))
        name = str(row.department) if row.department else _("Outsiders")
        label = _("{name}: half within {median}, nine of ten within {p90}").format(
            name=name, median=spoken(row.median or timedelta()), p90=spoken(row.p90 or timedelta())
        )
        bars.append({"name": name, "label": label, "y": place * LINE, "text_y": place * LINE + 14, "bar_y": place * LINE + 22,
                     "median": max(round(median), 3), "p90": max(round(p90), 3)})  # fmt: skip
    return {"bars": bars, "height": len(bars) * LINE, "width": WIDTH}
