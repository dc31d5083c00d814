from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from onmaru.people import invitation
from onmaru.people.actions.join import join
from onmaru.people.desk.passwords import PasswordForm
from onmaru.people.models import Shop

BACKEND = "onmaru.people.backend.AgentBackend"


@method_decorator(never_cache, name="dispatch")
class InvitationScreen(View):
    """Where an invitation leads: choose a password, and in. The signed link is the door."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        agent = invitation.invited(token)
        return self._page(PasswordForm(initial={"name": agent.name}) if agent else None)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        agent = invitation.invited(token)
        if agent is None:
            return self._page(None)
        form = PasswordForm(request.POST, email=agent.email)
        if not form.is_valid():
            return self._page(form, status=422)
        join(agent, form.cleaned_data["name"], form.cleaned_data["password"])
        login(request, agent, backend=BACKEND)
        return redirect("desk")

    def _page(self, form: PasswordForm | None, status: int = 200) -> HttpResponse:
        context = {"form": form, "shop": Shop.objects.first()}
        return render(self.request, "people/invitation.html", context, status=status if form else 410)
