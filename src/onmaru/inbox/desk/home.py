from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.inbox.desk.rail import rail_context
from onmaru.people.door import AgentRequest, DeskView


class Desk(DeskView):
    """The desk opens with the agent's own conversations."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return redirect("desk_view", "mine")


class Views(DeskView):
    """The rail as a page, for a phone."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return render(request, "inbox/views.html", {**rail_context(request.user), "here": "views"})
