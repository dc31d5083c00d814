"""Addresses that nobody typed: with a NUL in them. No page has one, and the database would refuse to look for it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest


class PlainAddressMiddleware:
    """Refuses them before anything looks at them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            return HttpResponseBadRequest(content_type="text/plain")
        return self.get_response(request)
