from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Permission
from onmaru.routing.presence import WORK, Spent, periods, spent
from onmaru.routing.stacks import LINE, WIDTH, stacks
from onmaru.sla.wording import spoken
from onmaru.web.spans import span

ORDER = (WORK, *Agent.AwayFor.values)


class Report(DeskView):
    """How long each agent was at work, and away for what."""

    to_read = Permission.SEE_ALL

    def get(self, request: AgentRequest) -> HttpResponse:
        asked, now = span(request), clock.now()
        shop = Shop.objects.first()
        looked_at = periods(asked["days"], now, ZoneInfo(shop.time_zone if shop else "Asia/Seoul"))
        rows = spent(looked_at, now)
        used = {what for row in rows for what in row.in_all}
        shown = [what for what in ORDER if what in used]
        drawn = stacks(((row.agent.name, row.in_all) for row in rows if row.in_all), shown)
        context = {
            "rows": [_told(row, shown) for row in rows] if used else [],
            "heads": [(what, _name(what)) for what in shown],
            "periods": looked_at,
            "by_week": asked["days"] > 14,
            "picture": {"stacks": drawn, "width": WIDTH, "height": len(drawn) * LINE},
        }
        return render(request, "routing/presence.html", {**context, **asked, "here": "queue"})


def _told(row: Spent, shown: list[str]) -> dict[str, object]:
    in_all = row.in_all
    return {
        "agent": row.agent,
        "in_all": [spoken(in_all[what]) if what in in_all else "" for what in shown],
        "at_work": [spoken(length) if length else "" for length in row.at_work],
    }


def _name(what: str) -> str:
    return str(_("At work")) if what == WORK else str(Agent.AwayFor(what).label)
