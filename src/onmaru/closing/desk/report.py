from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.closing.reporting import SORTS, closed
from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.web.spans import span


class Report(DeskView):
    """What was resolved, and of how much of it the customer says so too."""

    to_read = Permission.SEE_ALL

    def get(self, request: AgentRequest) -> HttpResponse:
        looked_back, wanted = span(request), request.GET.get("by", "agent")
        by = wanted if wanted in SORTS else "agent"
        now = clock.now()
        rows = closed(now - timedelta(days=looked_back["days"]), now, by)
        heads = {"agent": _("By agent"), "team": _("By team"), "reason": _("By contact reason")}
        nobody = {"agent": _("Nobody of us"), "team": _("No team"), "reason": _("Not known")}[by]
        totals = {name: sum(getattr(row, name) for row in rows) for name in ("resolved", "asked", "confirmed", "denied", "unconfirmed")}
        totals["share"] = round(100 * totals["confirmed"] / totals["resolved"]) if rows else 0
        context = {"rows": rows, "by": by, "heads": heads, "nobody": nobody, "totals": totals}
        return render(request, "closing/report.html", {**context, **looked_back, "here": "closing"})
