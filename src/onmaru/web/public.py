"""Screens for people who are not signed in to the desk: their language, and no copy of what they read in any cache."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.views import View

from onmaru.web.posted import drop_nul

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
A_YEAR = 365 * 24 * 3600


class PublicView(View):
    """Speaks the language that was chosen by `?lang=`, which the browser then keeps, else the browser's own."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        drop_nul(request)
        chosen = request.GET.get("lang", "")
        if chosen not in LANGUAGES:
            return self._uncached(super().dispatch(request, *args, **kwargs))
        with translation.override(chosen):
            response = self._uncached(super().dispatch(request, *args, **kwargs))
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, chosen, max_age=A_YEAR, samesite="Lax", secure=settings.HTTPS)
        return response

    def _uncached(self, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Cache-Control", "no-store, private")
        # The addresses of these pages are nobody else's to know.
        response.headers.setdefault("Referrer-Policy", "same-origin")
        return response
