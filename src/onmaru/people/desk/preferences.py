from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from onmaru.people.models import Agent


class PreferencesMiddleware:
    """Speaks the agent's language and shows the agent's time, whatever the browser says."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, Agent):
            with timezone.override(ZoneInfo(request.user.time_zone)), translation.override(request.user.language):
                request.LANGUAGE_CODE = request.user.language
                # A browser that was never told otherwise shows the theme the agent chose elsewhere.
                request.COOKIES.setdefault("theme", request.user.theme)
                return self.get_response(request)
        return self.get_response(request)
