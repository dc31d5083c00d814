"""How an agent arranges their own rail: by dragging in it, or on a page with buttons that needs no mouse and no script."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from onmaru.inbox.actions.arrange_rail import arrange, hide
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.desk.rail import Entry, rail_context
from onmaru.people.door import AgentRequest, DeskView


class RailOrder(DeskView):
    """All entries, hidden ones too (GET); another order (POST keys, or key with up or down)."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return fresh(render(request, "inbox/rail_order.html", {**_entries(request), "here": "rail-order"}))

    def post(self, request: AgentRequest) -> HttpResponse:
        keys, key = request.POST.getlist("keys"), request.POST.get("key", "")
        if not (keys or key):
            return HttpResponse(status=422)
        arrange(request.user, keys or moved(_entries(request)["sections"], key, request.POST.get("way", "")))
        return _answer(request)


class RailHidden(DeskView):
    """That an entry is hidden (POST key), or shown again (POST key and shown)."""

    def post(self, request: AgentRequest) -> HttpResponse:
        key = request.POST.get("key", "")
        if not key:
            return HttpResponse(status=422)
        hide(request.user, key, hidden="shown" not in request.POST)
        return _answer(request)


def moved(sections: list[tuple[str, list[Entry]]], key: str, way: str) -> list[str]:
    """All keys, with one of them a place up or down among its own kind."""
    keys: list[str] = []
    for _name, entries in sections:
        part = [entry.key for entry in entries]
        if key in part:
            at = part.index(key)
            to = min(max(at + (-1 if way == "up" else 1), 0), len(part) - 1)
            part.insert(to, part.pop(at))
        keys += part
    return keys


def _entries(request: AgentRequest) -> dict[str, Any]:
    return rail_context(request.user, with_hidden=True)


def _answer(request: AgentRequest) -> HttpResponse:
    return HttpResponse(status=204) if request.headers.get("HX-Request") == "true" else redirect("desk_rail_order")
