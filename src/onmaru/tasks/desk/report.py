from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.sla.bars import Lengths, bars
from onmaru.sla.wording import spoken
from onmaru.tasks.reporting import Waiting, waiting
from onmaru.web.spans import span


class Report(DeskView):
    """Time spent waiting, and for whom."""

    to_read = Permission.SEE_ALL

    def get(self, request: AgentRequest) -> HttpResponse:
        asked, now = span(request), clock.now()
        rows = waiting(now - timedelta(days=asked["days"]), now)
        picture = bars(Lengths(_name(row), row.median, row.p90) for row in rows if row.median is not None and row.p90 is not None)
        context = {"rows": [_told(row) for row in rows], "picture": picture, "here": "tasks"}
        return render(request, "tasks/report.html", context | asked)


def _name(row: Waiting) -> str:
    return str(row.department) if row.department else _("Outsiders")


def _told(row: Waiting) -> dict[str, Any]:
    return {
        "name": _name(row),
        "row": row,
        "median": spoken(row.median, in_days=False) if row.median is not None else "–",
        "p90": spoken(row.p90, in_days=False) if row.p90 is not None else "–",
        "total": spoken(row.total, in_days=False),
    }
