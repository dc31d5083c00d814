from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers

from onmaru.inbox.asked import Asked, all_of, asked
from onmaru.inbox.desk.filter_bar import bar_context
from onmaru.inbox.desk.rail import name_of
from onmaru.inbox.filtering.filter import Asking
from onmaru.inbox.filtering.terms import Said, Terms
from onmaru.inbox.hours import calendar_from
from onmaru.inbox.models import Conversation
from onmaru.inbox.patience import patience
from onmaru.inbox.queries import NoSuchView, Page, page
from onmaru.inbox.sorting import Cursor
from onmaru.people.door import AgentRequest, DeskView
from onmaru.web.fragments import wants_fragment

# What an address says beside terms: the view, and places in the list.
PLACES = {"view", "after", "until"}


class ListScreen(DeskView):
    """The conversations of a view: a page, or for htmx the lines after a place or down to one."""

    def get(self, request: AgentRequest, key: str) -> HttpResponse:
        found = asked_by(request, key)
        after, until = found.sort.read(request.GET.get("after", "")), found.sort.read(request.GET.get("until", ""))
        if wants_fragment(request):
            shown = rows_context(request, found, after, None if after else until)
            return fresh(render(request, "inbox/_rows.html", {**shown, "is_refresh": after is None}))
        if not found.problems and not after and not is_said_so(request.GET, found.own):
            return redirect(address(key, found.own))
        return fresh(render(request, "inbox/list.html", list_context(request, found, after=after)))


def asked_by(request: AgentRequest, key: str) -> Asked:
    """What this request's address asks for. Http404 for a view that the agent does not have."""
    try:
        return asked(request.user, key, request.GET)
    except NoSuchView as error:
        raise Http404 from error


def is_said_so(said: Said, terms: Terms) -> bool:
    """Whether an address says exactly these terms, as forms and people do not."""
    pairs = [(name, value) for name in said if name not in PLACES for value in said.getlist(name)]  # pyright: ignore[reportAttributeAccessIssue]
    return sorted(pairs) == sorted(terms.pairs())


def address(key: str, terms: Terms) -> str:
    """Of the list that shows a view with these terms on top."""
    return reverse("desk_view", args=[key]) + (f"?{terms}" if terms.chosen else "")


def list_context(request: AgentRequest, found: Asked, current: Conversation | None = None, after: Cursor | None = None) -> dict[str, Any]:
    """What `inbox/list.html` and every page with a list beside it need."""
    name = found.view.name if found.view else name_of(found.key)
    here = {"here": f"view:{found.key}", "view_name": name, "current": current}
    return {**rows_context(request, found, after), **bar_context(request.user, found), **here}


def rows_context(request: AgentRequest, found: Asked, after: Cursor | None = None, until: Cursor | None = None) -> dict[str, Any]:
    asking = Asking(request.user)
    shown: Page = page(all_of(found, asking), after, until, found.sort)
    for row in shown.rows:
        if row.customer_waiting_since:
            row.patience = patience(row.customer_waiting_since, asking.now, calendar_from(row.hours))  # pyright: ignore[reportAttributeAccessIssue]
    return {"page": shown, "asked": found, "view_key": found.key, "terms": str(found.own), "problems": found.problems}


def fresh(response: HttpResponse) -> HttpResponse:
    """An address that answers with a page or a part of it: kept by nobody, and the two never mistaken for each other."""
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["HX-Request-Type"])
    return response
