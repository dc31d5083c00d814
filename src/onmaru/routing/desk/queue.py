from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onmaru.kit import clock
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.routing.overview import calls_owed, lines, people, teams_with_queues
from onmaru.web.fragments import wants_fragment


class QueueScreen(DeskView):
    """What waits for which team how long, and who is there with how much."""

    to_read = Permission.SEE_ALL
    to_write = Permission.SEE_ALL

    def get(self, request: AgentRequest) -> HttpResponse:
        now = clock.now()
        teams = teams_with_queues()
        everybody = people(teams, now)
        template = "routing/_queue.html" if wants_fragment(request) else "routing/queue.html"
        waiting = lines(teams, everybody, now)
        return render(request, template, {"here": "queue", "people": everybody, "lines": waiting, "calls": calls_owed(), "now": now})


class SentHome(DeskView):
    """That a colleague went home, where they forgot to say so."""

    to_write = Permission.SEE_ALL

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        agent = get_object_or_404(Agent.objects.filter(is_active=True).exclude(role=Agent.Role.LIGHT), pk=number)
        change_availability(agent, Agent.Availability.HOME, by=request.user)
        return redirect("desk_queue")
