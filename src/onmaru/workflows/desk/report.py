from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.sla.wording import spoken
from onmaru.workflows.reporting import Length, lengths

SPANS = (7, 30, 90)
# Of a picture, in its own units.
WIDTH, LINE = 400, 44


class Report(DeskView):
    """Time per stage, and which is the slowest."""

    to_read = Permission.SEE_ALL

    def get(self, request: AgentRequest) -> HttpResponse:
        asked = request.GET.get("days", "30")
        days = int(asked) if asked in map(str, SPANS) else 30
        found = lengths(clock.now() - timedelta(days=days))
        told = [
            {"name": str(workflow), "bars": bars(rows), "height": len(rows) * LINE, "slowest": _slowest(rows)} for workflow, rows in found
        ]
        return render(request, "workflows/report.html", {"days": days, "spans": SPANS, "told": told, "width": WIDTH, "here": "workflows"})


def _slowest(rows: list[Length]) -> str:
    one = next((row for row in rows if row.slowest), None)
    return (
        _("{stage} is the slowest: half of them take longer than {length}.").format(stage=one.stage, length=spoken(one.median))
        if one
        else ""
    )


def bars(rows: list[Length]) -> list[dict[str, Any]]:
    """A bar of each stage: where half were through, and where nine of ten were."""
    longest = max((row.p90.total_seconds() for row in rows), default=0) or 1
    return [
        {
            "name": str(row.stage), "row": row, "median": spoken(row.median), "p90": spoken(row.p90),
            "text_y": place * LINE + 14, "bar_y": place * LINE + 22,
            "near": max(round(row.median.total_seconds() / longest * WIDTH), 3),
            "far": max(round(row.p90.total_seconds() / longest * WIDTH), 3),
        }
        for place, row in enumerate(rows)
    ]  # fmt: skip
