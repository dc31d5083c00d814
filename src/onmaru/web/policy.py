"""The content policy of every page: scripts, styles, fonts, pictures and connections from our own origin only."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PAGE_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        # Browsers check this for the redirects after a form too, so signing in elsewhere needs that origin named here.
        " ".join(["form-action 'self'", *getattr(settings, "SIGN_IN_ORIGINS", [])]),
        "frame-ancestors 'none'",
    ]
)


class ContentPolicyMiddleware:
    """Sets the policy unless the answer brought a stricter one of its own, as mail bodies and downloads do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        return response
