"""Addresses that nobody typed: with a NUL in them. No page has one, and the database would refuse to look for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class PlainAddressMiddleware:
    """Refuses them before anything looks at them; what is asked of an address only loses its NULs, as what is posted does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info:
            return HttpResponseBadRequest(content_type="text/plain")
        if "%00" in (query := request.META.get("QUERY_STRING", "")):
            # "%0%000" must not become a new one.
            while "%00" in query:
                query = query.replace("%00", "")
            request.META["QUERY_STRING"] = query
        return self.get_response(request)
