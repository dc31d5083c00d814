from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from onmaru.events import actor
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.roles import Permission
from onmaru.teamwork.actions.end_duty import check
from onmaru.teamwork.models import Duty
from onmaru.teamwork.models.duty import Duties as DutyRows
from onmaru.teamwork.wording import shown, why
from onmaru.web.spans import span

PAGE = 50
SAID = 8


class Duties(DeskView):
    """The looks that are owed: one's own, and, for leads, everybody's; and how many were kept in time."""

    to_read = Permission.ANSWER

    def get(self, request: AgentRequest) -> HttpResponse:
        asked, now = request.GET, clock.now()
        everybody = asked.get("who") == "team" and request.user.may(Permission.SEE_ALL)
        looked_back = span(request)
        of = Duty.objects.visible_to(request.user) if everybody else Duty.objects.filter(owner=request.user)
        is_ended = asked.get("state") == "ended"
        rows, more = _ended(of, asked.get("after", "")) if is_ended else _open(of, asked.get("after", ""))
        kept, fell_due = of.share_kept(now - timedelta(days=looked_back["days"]), now)
        context: dict[str, Any] = {
            "rows": [(row, row.is_late(now)) for row in rows],
            "more": more and "?" + urlencode({**asked.dict(), "after": more}),
            "late": of.still_open().filter(due_at__lte=now).count(),
            "everybody": everybody,
            "may_see_all": request.user.may(Permission.SEE_ALL),
            "is_ended": is_ended,
            **looked_back,
            "kept": kept,
            "fell_due": fell_due,
            "percent": round(100 * kept / fell_due) if fell_due else None,
        }
        return fresh(render(request, "teamwork/duties.html", {"here": "duties", **context}))


class DutyOf(DeskView):
    """Where a notice leads: to the last look that was owed in a conversation."""

    to_read = Permission.ANSWER
    to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        last = Duty.objects.visible_to(request.user).about(number).order_by("-begun_at").values_list("pk", flat=True).first()
        if last is None:
            raise Http404
        return redirect("desk_duty", last)


class DutyThing(DeskView):
    """One look that is owed: what was handed over, what became of it since, and logging the look."""

    to_read = Permission.ANSWER
    to_write = Permission.ANSWER

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        return self._page(self._duty(number))

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        duty, how = self._duty(number), request.POST.get("how", "")
        found = request.POST.get("found", "").strip()
        if how not in Duty.How.values or not found:
            return self._page(duty, _("Say how you looked, and in a few words what you found."), 422)
        if check(duty, Duty.How(how), found, by=actor.agent(request.user.pk)):
            messages.success(request, _("The follow-up is logged. Thank you."))
        else:
            messages.info(request, _("This follow-up had ended already."))
        return redirect(reverse("desk_duties"))

    def _duty(self, number: int) -> Duty:
        rows = Duty.objects.visible_to(self.request.user).select_related(
            "owner", "ended_by", "conversation__customer__person", "conversation__assignee", "conversation__team",
            "handover__to_team", "handover__from_team", "handover__from_agent", "handover__by", "handover__cause",
        )  # fmt: skip
        duty = rows.filter(pk=number, conversation__deleted_at=None).first()
        if duty is None:
            raise Http404
        return duty

    def _page(self, duty: Duty, error: str = "", status: int = 200) -> HttpResponse:
        """Whoever owes the look sees what was said since, though the conversation is another team's now."""
        conversation = duty.conversation.merged_into or duty.conversation
        since = Message.objects.filter(conversation=conversation, created_at__gte=duty.handover.at, machine="", deleted_at=None)
        said = list(
            since.select_related("agent").only("created_at", "direction", "text", "automatic", "agent__name").order_by("-pk")[:SAID]
        )
        context = {
            "duty": duty,
            "conversation": conversation,
            "may_open": Conversation.objects.visible_to(self.request.user).filter(pk=conversation.pk).exists(),
            "handover": duty.handover,
            "packet": shown(duty.handover),
            "why": why(duty.handover),
            "said": said[::-1],
            "ways": Duty.How.choices,
            "is_late": duty.is_late(clock.now()),
            "error": error,
            "how": self.request.POST.get("how", ""),
            "found": self.request.POST.get("found", ""),
        }
        return fresh(render(self.request, "teamwork/duty.html", {"here": "duties", **context}, status=status))


def _shown(rows: DutyRows) -> DutyRows:
    return rows.select_related("owner", "ended_by", "conversation__customer__person", "handover__to_team")


def _open(rows: DutyRows, after: str) -> tuple[list[Duty], str]:
    """What is due first comes first."""
    rows = _shown(rows.still_open())
    if place := _place(after):
        at, number = place
        rows = rows.filter(Q(due_at__gt=at) | Q(due_at=at, pk__gt=number))
    found = list(rows.order_by("due_at", "pk")[: PAGE + 1])
    return found[:PAGE], _next(found, lambda row: row.due_at)


def _ended(rows: DutyRows, after: str) -> tuple[list[Duty], str]:
    """What ended last comes first."""
    rows = _shown(rows.exclude(ended_at=None))
    if place := _place(after):
        at, number = place
        rows = rows.filter(Q(ended_at__lt=at) | Q(ended_at=at, pk__lt=number))
    found = list(rows.order_by("-ended_at", "-pk")[: PAGE + 1])
    return found[:PAGE], _next(found, lambda row: row.ended_at)


def _next(found: list[Duty], moment: Any) -> str:
    return f"{moment(found[PAGE - 1]).isoformat()} {found[PAGE - 1].pk}" if len(found) > PAGE else ""


def _place(after: str) -> tuple[datetime, int] | None:
    try:
        at, number = after.rsplit(" ", 1)
        moment = clock.read(at)
        return (moment, int(number)) if moment else None
    except ValueError:
        return None
