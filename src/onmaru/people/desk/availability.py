from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from onmaru.people.actions.change_availability import change_availability
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.fragments import wants_fragment

# What agents say of themselves; that nobody is before the desk the product sees by itself.
CHOICES = [reason for reason in Agent.AwayFor if reason != Agent.AwayFor.UNSEEN]


class AvailabilityThing(DeskView):
    """Whether an agent is at work, away for something or at home: as it is (GET), and as they say it (POST)."""

    to_write = Permission.ANSWER

    def get(self, request: AgentRequest) -> HttpResponse:
        return render(request, "people/_availability.html", {"reasons": CHOICES})

    def post(self, request: AgentRequest) -> HttpResponse:
        state, away_for = request.POST.get("state", ""), request.POST.get("away_for", "")
        if state not in Agent.Availability.values or (away_for and away_for not in CHOICES):
            return HttpResponse(status=400)
        change_availability(request.user, state, away_for, by=request.user)
        if wants_fragment(request):
            return render(request, "people/_availability.html", {"reasons": CHOICES})
        messages.success(request, _("You are now shown as: {state}.").format(state=request.user.availability_words))
        back = request.headers.get("Referer", "")
        here = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
        return redirect(back if here else "desk_preferences")
