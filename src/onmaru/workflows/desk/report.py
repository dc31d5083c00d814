from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.sla.bars import Bars, Lengths, bars
from onmaru.sla.wording import spoken
from onmaru.web.spans import span
from onmaru.workflows.reporting import Length, lengths


class Report(DeskView):
    """Time per stage, and which is the slowest."""

    to_read = Permission.SEE_ALL

    def get(self, request: AgentRequest) -> HttpResponse:
        asked = span(request)
        found = lengths(clock.now() - timedelta(days=asked["days"]))
        told = [{"name": str(workflow), "rows": [_told(row) for row in rows], "slowest": _slowest(rows), "picture": picture(rows)}
                for workflow, rows in found]  # fmt: skip
        return render(request, "workflows/report.html", {"told": told, "here": "workflows"} | asked)


def picture(rows: list[Length]) -> Bars:
    return bars(Lengths(str(row.stage), row.median, row.p90, row.slowest) for row in rows)


def _told(row: Length) -> dict[str, Any]:
    return {"row": row, "median": spoken(row.median, in_days=False), "p90": spoken(row.p90, in_days=False)}


def _slowest(rows: list[Length]) -> str:
    one = next((row for row in rows if row.slowest), None)
    return (
        _("{stage} is the slowest: half of them take longer than {length}.").format(
            stage=one.stage, length=spoken(one.median, in_days=False)
        )
        if one and one.median >= timedelta(seconds=1)
        else ""
    )
