from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from onmaru.inbox.desk.rail import name_of
from onmaru.inbox.models import Conversation
from onmaru.inbox.queries import Cursor, NoSuchView, Page, of_view, page
from onmaru.people.door import AgentRequest, DeskView
from onmaru.web.fragments import wants_fragment


class ListScreen(DeskView):
    """The conversations of a view: a page, or for htmx the lines after a place or down to one."""

    def get(self, request: AgentRequest, key: str) -> HttpResponse:
        if not wants_fragment(request):
            return fresh(render(request, "inbox/list.html", list_context(request, key, after=request.GET.get("after", ""))))
        after = Cursor.read(request.GET.get("after", ""))
        until = None if after else Cursor.read(request.GET.get("until", ""))
        return fresh(render(request, "inbox/_rows.html", {**_shown(request, key, after, until), "is_refresh": after is None}))


def list_context(request: AgentRequest, key: str, current: Conversation | None = None, after: str = "") -> dict[str, Any]:
    """What `inbox/list.html` and every page with a list beside it need."""
    return {**_shown(request, key, Cursor.read(after)), "here": f"view:{key}", "view_name": name_of(key), "current": current}


def _shown(request: AgentRequest, key: str, after: Cursor | None = None, until: Cursor | None = None) -> dict[str, Any]:
    try:
        shown: Page = page(of_view(key, request.user), after, until)
    except NoSuchView as error:
        raise Http404 from error
    return {"page": shown, "view_key": key, "terms": ""}


def fresh(response: HttpResponse) -> HttpResponse:
    """An address that answers with a page or a part of it: kept by nobody, and the two never mistaken for each other."""
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response
