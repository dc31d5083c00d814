from datetime import timedelta
from typing import Any

from django.db.models import Count, F, Q
from django.http import HttpResponse
from django.shortcuts import render

from onmaru.inbox.desk.list import fresh
from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.teamwork.models import Escalation

# What is open is few; what ended is looked at for what happened lately.
SHOWN = 100
LATELY = timedelta(days=30)


class Escalations(DeskView):
    """The conversations with which somebody asked for help, what is due first on top; and how many were answered in time."""

    to_read = Permission.ANSWER

    def get(self, request: AgentRequest) -> HttpResponse:
        now, is_ended = clock.now(), request.GET.get("state") == "ended"
        of = Escalation.objects.visible_to(request.user)
        rows = of.exclude(ended_at=None).order_by("-ended_at", "-pk") if is_ended else of.still_open().order_by("due_at", "pk")
        named = rows.select_related("owner", "raised_by", "ended_by", "conversation__customer__person", "conversation__team")
        lately = of.filter(ended_at__gte=now - LATELY).exclude(ended=Escalation.Ended.OVER)
        answered = lately.aggregate(all=Count("pk"), kept=Count("pk", filter=Q(ended_at__lte=F("due_at"))))
        context: dict[str, Any] = {
            "rows": [(row, row.is_late(now)) for row in named[:SHOWN]],
            "late": of.still_open().filter(due_at__lte=now).count(),
            "is_ended": is_ended,
            "kept": answered["kept"],
            "answered": answered["all"],
            "percent": round(100 * answered["kept"] / answered["all"]) if answered["all"] else None,
        }
        return fresh(render(request, "teamwork/escalations.html", {"here": "escalations", **context}))
