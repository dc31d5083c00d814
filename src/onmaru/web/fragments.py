"""One view answers with a page or with a part of it."""

from django.http import HttpRequest


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part; a boosted link, a `hx-select` or a step back in history asks for the whole page."""
    return request.headers.get("HX-Request-Type") == "partial"
