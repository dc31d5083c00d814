from django.http import HttpResponse
from django.shortcuts import render

from onmaru.inbox.audience import everybody, who_may_see
from onmaru.inbox.desk.door import ConversationView
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.mentions import Somebody, handle
from onmaru.language.find import score
from onmaru.people.door import AgentRequest

MOST = 8


class Mentionable(ConversationView):
    """Whom a note here can call: `?q=` finds by name, initials or address, best first."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        query = request.GET.get("q", "").strip()[:40]
        known = everybody()
        may_see = set(who_may_see(self.conversation).values_list("pk", flat=True))
        offered = [one for one in known if one.id != request.user.pk or one.kind == "team"]
        offered = [one for one in offered if one.kind == "team" or one.id in may_see]
        ranked = sorted(((-_fits(query, one), one.kind, one.name, one) for one in offered), key=lambda found: found[:3])
        choices = [(one, handle(one, known)) for fit, _kind, _name, one in ranked if fit or not query][:MOST]
        return fresh(render(request, "inbox/_mentionable.html", {"choices": choices}))


def _fits(query: str, one: Somebody) -> float:
    if not query:
        return 0.0
    # A Korean given name is a name: 민지 finds 김민지 as well as 민지.
    return max(
        score(query, one.name),
        score(query, one.name[1:]) * 0.99 if one.kind == "agent" else 0.0,
        score(query, one.email) * 0.9 if one.email else 0.0,
    )
