import re

from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from onmaru.inbox.desk.answer import is_htmx
from onmaru.inbox.desk.door import ThingView
from onmaru.notices.actions.subscribe import NoSubscription, our_keys, subscribe, unsubscribe
from onmaru.notices.actions.trial import TooSoon, begin_trial, confirm_trial
from onmaru.notices.models import Subscription
from onmaru.people.door import AgentRequest

# What browsers and systems call themselves, the more particular names first.
BROWSERS = ("Whale", "SamsungBrowser", "Edg", "Firefox", "Chrome", "Safari")
SYSTEMS = ("iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux")
SPOKEN = {"Edg": "Edge", "SamsungBrowser": "Samsung Internet", "Macintosh": "Mac"}


class Push(ThingView):
    """The key that browsers subscribe with (GET), this browser's subscription (POST), and its end (DELETE)."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        # A service worker has no page to read the token from.
        return JsonResponse({"key": our_keys()["public"], "csrf": get_token(request)}, headers={"Cache-Control": "no-store"})

    def post(self, request: AgentRequest) -> HttpResponse:
        posted = request.POST
        name = browser_name(request.headers.get("User-Agent", ""))
        session = request.session.session_key or ""
        try:
            subscribe(request.user, posted.get("endpoint", ""), posted.get("p256dh", ""), posted.get("auth", ""), session, name)
        except NoSubscription:
            return HttpResponse(_("This browser's push service cannot be used."), status=422)
        return HttpResponse(status=204)

    def delete(self, request: AgentRequest) -> HttpResponse:
        endpoint = request.GET.get("endpoint", "")
        if not endpoint:
            return HttpResponse(status=400)
        unsubscribe(request.user, endpoint=endpoint)
        return HttpResponse(status=204)


class Browsers(ThingView):
    """One's browsers that take pushes, and how their trials went."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        return _browsers(request)


class Browser(ThingView):
    """One browser: send it a trial (POST), or no more pushes (DELETE)."""

    to_write = None

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        try:
            if not begin_trial(request.user, number):
                raise Http404
        except TooSoon:
            return HttpResponse(status=429)
        return _browsers(request)

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        if not unsubscribe(request.user, pk=number):
            raise Http404
        return _browsers(request)


@method_decorator(csrf_exempt, name="dispatch")
class Receipt(View):
    """A service worker says that it has shown a trial. The word in the address is all it needs: a push may outlive the sign-in."""

    def post(self, request: object, word: str) -> HttpResponse:
        return HttpResponse(status=204 if confirm_trial(word) else 404)


def _browsers(request: AgentRequest) -> HttpResponse:
    if not is_htmx(request):
        return redirect("notices_settings")
    return render(request, "notices/_browsers.html", {"browsers": Subscription.objects.filter(agent=request.user).order_by("-created_at")})


def browser_name(user_agent: str) -> str:
    """ "Chrome · Windows"."""
    parts = [next((name for name in names if re.search(rf"\b{name}\b", user_agent)), "") for names in (BROWSERS, SYSTEMS)]
    return " · ".join(SPOKEN.get(part, part) for part in parts if part) or _("A browser")
