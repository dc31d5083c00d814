"""What teamwork puts into places of others' pages: the packet on top of a thread, causes in the menu of transfers, ways to the boards."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation, Message
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.teamwork.accounting import accountable_for
from onmaru.teamwork.models import Cause, Duty, Escalation, Handover
from onmaru.teamwork.wording import ACCOUNTABLE, shown, why
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel


@panel("transfer.menu")
def causes(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    offered = list(Cause.objects.in_use())
    return ("teamwork/_causes.html", {"causes": offered}) if offered else None


@panel("conversation.above", order=10)
def packet(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What came with the conversation when it was given here; folded once somebody has answered since."""
    if not getattr(conversation, "is_handed_over", True):
        return None
    answers = Message.objects.filter(conversation=conversation, direction=Message.Direction.OUT, automatic=False)
    parts = Conversation.objects.in_one_with(conversation.pk).values("pk")
    rows = Handover.objects.filter(conversation__in=parts).annotate(answered=Exists(answers.filter(created_at__gt=OuterRef("at"))))
    last = rows.select_related("by", "from_agent", "from_team", "to_team", "cause", "duty__owner").order_by("-at", "-id").first()
    if last is None:
        return None
    is_open = conversation.status != Conversation.Status.RESOLVED and not last.answered  # pyright: ignore[reportAttributeAccessIssue]
    duty = last.duty if hasattr(last, "duty") else None  # pyright: ignore[reportAttributeAccessIssue]
    return "teamwork/_packet.html", {"handover": last, "packet": shown(last), "why": why(last), "is_open": is_open, "duty": duty}


@panel("conversation.side", order=4)
def accountable(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Whoever it is assigned to stands in its head already; this is for when nobody is."""
    if conversation.assignee is not None and conversation.assignee.is_active:
        return None
    found = accountable_for(conversation)
    return found and ("teamwork/_accountable.html", {"found": found, "because": ACCOUNTABLE[found.because]})


@panel("desk.rail", order=720)
@panel("desk.menu", order=40)
def duties(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    may = isinstance(request.user, Agent) and request.user.may(Permission.ANSWER)
    return ("teamwork/_duties_link.html", {"here": here}) if may else None


@panel("settings.nav", order=32)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_causes", "forward", _("Causes of transfers"))])


@panel("conversation.side", order=8)
def owed(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """The look that is owed here, and what came of earlier ones."""
    if not getattr(conversation, "is_handed_over", True):
        return None
    rows = list(Duty.objects.about(conversation.pk).select_related("owner", "ended_by").order_by("-begun_at")[:3])
    return ("teamwork/_duties_panel.html", {"duties": rows}) if rows else None


@panel("conversation.menu", order=20)
def escalate(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    may = isinstance(request.user, Agent) and request.user.may(Permission.ANSWER)
    return ("teamwork/_escalate_item.html", {"conversation": conversation}) if may else None


@panel("conversation.dialogs", order=20)
def dialogs(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    return "teamwork/_dialogs.html", {}


@panel("conversation.above", order=5)
def call_for_help(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """That somebody asked for help here, and, for whoever was asked, the ways to answer."""
    if not getattr(conversation, "is_escalated", True):
        return None
    escalation = Escalation.objects.still_open().filter(conversation=conversation).select_related("owner", "raised_by").first()
    if escalation is None or not isinstance(request.user, Agent):
        return None
    may = escalation.owner_id == request.user.pk or request.user.may(Permission.TAKE_OVER)
    context = {"escalation": escalation, "may_answer": may, "is_late": escalation.is_late(clock.now()), "conversation": conversation}
    return "teamwork/_call_for_help.html", context


@panel("desk.rail", order=721)
@panel("desk.menu", order=41)
def escalations(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    may = isinstance(request.user, Agent) and request.user.may(Permission.ANSWER)
    return ("teamwork/_escalations_link.html", {"here": here}) if may else None
