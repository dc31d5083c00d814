from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from onmaru.inbox.desk.answer import is_htmx
from onmaru.inbox.desk.list import fresh
from onmaru.kit import clock
from onmaru.kit.numbers import row_number
from onmaru.notices.actions.read import read_all, read_conversation
from onmaru.notices.kinds import Way
from onmaru.notices.models import Notice
from onmaru.notices.queries import MOST_COUNTED, groups, newest_unread, rule_of, unread_conversations, wishes_of
from onmaru.notices.quiet import is_quiet
from onmaru.notices.templatetags.notices import notice_url
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent


class Bell(DeskView):
    """How much is unread, where, and what the browser is to play for the newest."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        return fresh(render(request, "notices/_bell_changed.html", bell_context(request.user)))


class Drawer(DeskView):
    """The newest, under the bell."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        return fresh(render(request, "notices/_drawer.html", {"groups": groups(request.user)[0][:12], "now": clock.now()}))


class NoticesScreen(DeskView):
    """All that an agent was told, by conversation; POST reads it."""

    to_write = None

    def get(self, request: AgentRequest) -> HttpResponse:
        shown, last = groups(request.user, _place(request.GET.get("before", "")))
        older = f"{last.at.isoformat()}~{last.pk}" if last else ""
        return fresh(render(request, "notices/notices.html", {"groups": shown, "older": older, "now": clock.now(), "here": "notices"}))

    def post(self, request: AgentRequest) -> HttpResponse:
        number, until = row_number(request.POST.get("conversation")), clock.read(request.POST.get("until", ""))
        if number is not None:
            read_conversation(request.user, number)
        elif until:
            read_all(request.user, until)
        else:
            return HttpResponse(status=400)
        return HttpResponse(status=204) if is_htmx(request) or number else redirect("notices")


class NoticeThing(DeskView):
    """Where a push leads: to what it is about."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        notice = get_object_or_404(Notice.objects.of(request.user), pk=number)
        return redirect(notice_url(notice))


def bell_context(agent: Agent) -> dict[str, Any]:
    unread = unread_conversations(agent)
    return {"unread": unread, "many": len(unread) >= MOST_COUNTED, "chime": _chime(agent) if unread else "", "known": True}


def _chime(agent: Agent) -> str:
    """ "notice:tone:volume" for the newest one that may sound now."""
    newest = newest_unread(agent)
    wishes = wishes_of([agent.pk])[agent.pk]
    if newest is None or not wishes.volume or not wishes.wants(newest.kind, Way.SOUND) or is_quiet(rule_of(agent, wishes), clock.now()):
        return ""
    return f"{newest.pk}:{wishes.tone(newest.kind)}:{wishes.volume}"


def _place(text: str) -> tuple[datetime, int] | None:
    at, _, number = text.partition("~")
    moment = clock.read(at)
    place = row_number(number)
    return (moment, place) if moment and place is not None else None
