"""Choosing a filter and its values: parts for a menu above the list, or pages where scripts do not run."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from onmaru.inbox.asked import Asked
from onmaru.inbox.desk.filter_bar import address_with, address_without, in_address
from onmaru.inbox.desk.list import asked_by, fresh
from onmaru.inbox.filtering import registry
from onmaru.inbox.filtering.filter import Asking
from onmaru.people.door import AgentRequest, DeskView
from onmaru.web.fragments import wants_fragment


class Filters(DeskView):
    """All filters there are, for a list that the address names."""

    def get(self, request: AgentRequest) -> HttpResponse:
        found = asked_by(request, request.GET.get("view", "any"))
        return _answer(request, "inbox/_filter_menu.html", found, filters=registry.known().values())


class FilterValues(DeskView):
    """The values of one filter."""

    def get(self, request: AgentRequest, name: str) -> HttpResponse:
        found = asked_by(request, request.GET.get("view", "any"))
        chosen = registry.known([name]).get(name)
        if chosen is None:
            raise Http404
        values = found.terms.get(name)
        choices = chosen.choices(Asking(request.user), values)
        links = [(option, address_with(found, name, [option.value]), option.value in values) for option in choices.get("options", ())]
        # All else that the address says goes along with the form.
        rest = [pair for pair in found.own.pairs() if pair[0] != name]
        more = {"filter": chosen, "links": links, "rest": rest, "without": address_without(found, name) if values else ""}
        return _answer(request, "inbox/_filter_values.html", found, **{**choices, **more})


def _answer(request: AgentRequest, template: str, found: Asked, **context: Any) -> HttpResponse:
    values = {"asked": found, "view_key": found.key, "asks": in_address(found), "template": template, **context}
    return fresh(render(request, template if wants_fragment(request) else "inbox/filter_page.html", values))
