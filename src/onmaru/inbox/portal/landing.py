from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from onmaru.inbox.portal.door import PortalView
from onmaru.people.models import Agent


class Landing(PortalView):
    """The door of the house: agents go to their desk, everybody else sees how to reach the shop."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if isinstance(request.user, Agent) and "portal" not in request.GET:
            return redirect("desk")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page("portal/landing.html")
