from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views import View

from onmaru.inbox.desk.rail import rail_context
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Shop


class Home(View):
    """The door of the house: the desk, or the set-up while there is no shop."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("desk") if Shop.objects.exists() else redirect("/setup/")


class Desk(DeskView):
    """The desk opens with the agent's own conversations."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return redirect("desk_view", "mine")


class Views(DeskView):
    """The rail as a page, for a phone."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return render(request, "inbox/views.html", {**rail_context(request.user), "here": "views"})
