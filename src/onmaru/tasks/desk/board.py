"""All tasks an agent may see: who has them, until when, and what came back."""

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models.conversation import falls_due
from onmaru.kit import clock
from onmaru.kit.numbers import row_number
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent
from onmaru.tasks.models import Task
from onmaru.tasks.models.task import Tasks

PAGE = 50
MOST_COUNTED = 100
TABS = {"with-us": _("Back with us"), "with-them": _("With them"), "over": _("Over")}


class Board(DeskView):
    """Tasks that came back and wait for an agent, those that departments have, and those that are over."""

    def get(self, request: AgentRequest, key: str = "with-us") -> HttpResponse:
        tab = key
        if tab not in TABS:
            raise Http404
        mine = "mine" in request.GET
        rows, more = _page(tab, _of(request.user, mine), request.GET.get("after", ""))
        counts = {one: _rows(one, _of(request.user, mine))[: MOST_COUNTED + 1].count() for one in ("with-us", "with-them")}
        tabs = [{"key": one, "name": name, "count": counts.get(one)} for one, name in TABS.items()]
        context = {"tabs": tabs, "tab": tab, "mine": mine, "rows": rows, "more": more, "now": clock.now(), "here": "tasks"}
        return render(request, "tasks/board.html", context)


def _of(agent: Agent, mine: bool) -> Tasks:
    seen = Task.objects.visible_to(agent)
    return seen.filter(asked_by=agent) if mine else seen


def _rows(tab: str, tasks: Tasks) -> Tasks:
    if tab == "with-us":
        return tasks.with_us().order_by("id")
    if tab == "with-them":
        return tasks.with_them().alias(due=falls_due()).order_by("due", "id")
    return tasks.exclude(done_at=None, withdrawn_at=None).order_by("-id")


def _page(tab: str, tasks: Tasks, after: str) -> tuple[list[Task], str]:
    """What is due first stands first; with what to ask for the next page by."""
    rows = _rows(tab, tasks).select_related("department", "asked_by", "conversation__customer__person")
    at, _dot, number = after.rpartition("_")
    if (last_shown := row_number(number)) is not None:
        rows = rows.filter(_beyond(tab, at, last_shown))
    found = list(rows[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    due = last.due_at.isoformat() if last and last.due_at else ""
    return found[:PAGE], f"{due}_{last.pk}" if last else ""


def _beyond(tab: str, at: str, number: int) -> Q:
    if tab != "with-them":
        return Q(pk__gt=number) if tab == "with-us" else Q(pk__lt=number)
    due = clock.read(at)
    # Without a deadline they stand last.
    return Q(due_at=None, pk__gt=number) if due is None else Q(due_at__gt=due) | Q(due_at=due, pk__gt=number) | Q(due_at=None)
