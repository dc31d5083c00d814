"""Doing something to many conversations: what it would be, starting it, how it goes, and taking it back."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from onmaru.inbox.actions.dismiss_bulk import dismiss
from onmaru.inbox.actions.start_bulk import MOST, NotAllowed, NothingChosen, TooMany, start_bulk
from onmaru.inbox.actions.undo_bulk import ask_undo
from onmaru.inbox.bulk import deeds
from onmaru.inbox.desk.answer import is_htmx
from onmaru.inbox.desk.bulk_choice import Unclear, chosen, parameters
from onmaru.inbox.desk.bulk_words import name_of
from onmaru.inbox.desk.list import fresh
from onmaru.inbox.desk.moments import presets
from onmaru.inbox.filters import PRIORITIES
from onmaru.inbox.models import Bulk, BulkItem, Conversation, Tag
from onmaru.inbox.models.bulk import UNDO_FOR
from onmaru.inbox.queries import NoSuchView
from onmaru.kit import clock
from onmaru.kit.numbers import row_number, row_numbers
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent, Team
from onmaru.people.queries import calendar_of
from onmaru.people.roles import Permission
from onmaru.web.fragments import wants_fragment

SAMPLE, SHOWN, RUNS, IN_TRAY = 5, 100, 50, 3
# How many of them can be merged in one go: whoever merges looks at each.
# In the session of whoever began one.
BEGUN = "bulks"
MOST_MERGED = 20


class NewBulk(DeskView):
    """What would be done, and to which: the number, a few of them, and what else has to be chosen."""

    to_read = Permission.ORGANISE

    def get(self, request: AgentRequest) -> HttpResponse:
        context = confirmation(request, request.GET.get("deed", ""), request.GET)
        return fresh(render(request, "inbox/_bulk_new.html" if wants_fragment(request) else "inbox/bulk_new.html", context))


def confirmation(request: AgentRequest, deed: str, data: Any, error: str = "") -> dict[str, Any]:
    agent = request.user
    if deed not in deeds.names() or not agent.may(deeds.get(deed).permission):
        raise Http404
    try:
        found = chosen(agent, data)
    except NoSuchView as gone:
        raise Http404 from gone
    total = found.order_by()[: MOST + 1].count()
    rows = found.newest_first().select_related("customer__person", "channel")
    sample = list(rows[: MOST_MERGED if deed == "merge" else SAMPLE])
    context = {
        "deed": deed,
        "deed_name": name_of(deed),
        "total": total,
        "most": MOST,
        "too_many": total > (MOST_MERGED if deed == "merge" else MOST),
        "sample": sample,
        "more": max(total - len(sample), 0),
        "ids": [] if data.get("all") else row_numbers(data.getlist("id")),
        "all": data.get("all", ""),
        "view": data.get("view", ""),
        "terms": data.get("terms", ""),
        "key": data.get("key") or uuid4().hex,
        "posted": data,
        "error": error,
    }
    return {**context, **_choices(deed, agent)}


def _choices(deed: str, agent: Agent) -> dict[str, Any]:
    match deed:
        case "tag" | "untag":
            return {"tags": Tag.objects.order_by("name")[:200]}
        case "assign":
            return {"agents": Agent.objects.at_work().exclude(role=Agent.Role.LIGHT)}
        case "team":
            return {"teams": Team.objects.all()}
        case "snooze":
            found = presets(clock.now(), timezone.get_current_timezone(), calendar_of(None))
            return {"presets": found, "wakings": Conversation.WakesOn.choices}
        case "priority":
            return {"priorities": [(word, Conversation.Priority(number).label) for word, number in PRIORITIES.items()]}
    return {}


class Bulks(DeskView):
    """What was done to many lately; starting it (POST)."""

    to_write = Permission.ORGANISE

    def get(self, request: AgentRequest) -> HttpResponse:
        runs = Bulk.objects.visible_to(request.user).select_related("author")[:RUNS]
        return fresh(render(request, "inbox/bulks.html", {"runs": runs, "here": "bulks"}))

    def post(self, request: AgentRequest) -> HttpResponse:
        deed = request.POST.get("deed", "")
        try:
            wanted = parameters(deed, request.user, request.POST)
            found = chosen(request.user, request.POST)
            if deed == "merge" and found.count() > MOST_MERGED:
                raise TooMany
            bulk = start_bulk(deed, wanted, found, request.user, key=request.POST.get("key", "")[:64])
        except (NoSuchView, NotAllowed, KeyError) as error:
            raise Http404 from error
        except Unclear as unclear:
            return self._refused(deed, str(unclear))
        except NothingChosen:
            return self._refused(deed, _("No conversation is chosen any more."))
        except TooMany:
            return self._refused(deed, _("These are too many at once. Choose fewer."))
        request.session[BEGUN] = True
        if not is_htmx(request):
            messages.success(request, _("It is being done. You can go on working meanwhile."))
            return redirect("desk_bulk", bulk.pk)
        response = render(request, "inbox/_bulk_tray_changed.html", tray_context(request.user))
        # Whoever keeps a selection lets go of it.
        response["HX-Trigger"] = "selection-used"
        return response

    def _refused(self, deed: str, why: str) -> HttpResponse:
        context = confirmation(self.request, deed, self.request.POST, why)
        return render(self.request, "inbox/_bulk_refused.html" if is_htmx(self.request) else "inbox/bulk_new.html", context, status=422)


class BulkView(DeskView):
    """Anything of one."""

    to_write = Permission.ORGANISE

    def bulk(self, number: int) -> Bulk:
        found = Bulk.objects.visible_to(self.request.user).select_related("author", "undo_asked_by").filter(pk=number).first()
        if found is None:
            raise Http404
        return found


class BulkReport(BulkView):
    """How one went, and what was not done and why; of its author DELETE takes it out of the tray."""

    def get(self, request: AgentRequest, number: int) -> HttpResponse:
        bulk, after = self.bulk(number), row_number(request.GET.get("after"))
        told = bulk.items.filter(state__in=[BulkItem.State.FAILED, BulkItem.State.KEPT])
        told = told if after is None else told.filter(pk__gt=after)
        rows = list(told.order_by("pk")[: SHOWN + 1])
        context = {"bulk": bulk, "items": rows[:SHOWN], "more": rows[SHOWN - 1].pk if len(rows) > SHOWN else None, "here": "bulks"}
        return fresh(render(request, "inbox/_bulk_report.html" if wants_fragment(request) else "inbox/bulk.html", context))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        dismiss(self.bulk(number), request.user)
        return render(request, "inbox/_bulk_tray_changed.html", tray_context(request.user))


class BulkUndoing(BulkView):
    """Taking it back, or stopping it first."""

    def post(self, request: AgentRequest, number: int) -> HttpResponse:
        bulk = self.bulk(number)
        asked = ask_undo(bulk, request.user)
        if not is_htmx(request):
            if asked:
                messages.success(request, _("It is being taken back."))
            else:
                messages.error(request, _("It is too late to take this back."))
            return redirect("desk_bulk", bulk.pk)
        if not asked:
            said = _("It is too late to take this back.")
            return render(request, "inbox/_toast.html", {"text": said, "tone": "danger"}, status=422)
        return render(request, "inbox/_bulk_tray_changed.html", tray_context(request.user))


class BulkTray(DeskView):
    """What runs, or ended so lately that it can still be taken back."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return fresh(render(request, "inbox/_bulk_tray.html", tray_context(request.user)))


def tray_beside(request: HttpRequest, agent: Agent) -> dict[str, Any]:
    """The tray of any page. Who has begun nothing since they signed in costs no look."""
    if BEGUN not in request.session:
        return {"bulks": []}
    context = tray_context(agent)
    if not context["bulks"]:
        del request.session[BEGUN]
    return context


def tray_context(agent: Agent) -> dict[str, Any]:
    now = clock.now()
    lately, today = now - UNDO_FOR, now - timedelta(days=1)
    at_work = Q(finished_at=None) | Q(undo_asked_at__isnull=False, undone_at=None)
    shown = Bulk.objects.filter(author=agent, dismissed_at=None, created_at__gt=today)
    return {"bulks": list(shown.filter(at_work | Q(finished_at__gt=lately) | Q(undone_at__gt=lately))[:IN_TRAY])}
