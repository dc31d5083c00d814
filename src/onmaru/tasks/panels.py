"""Tasks in places of others' pages: beside a conversation, in the rail, among the settings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.tasks.models import Task
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel

SHOWN = 12


@panel("conversation.side", order=8)
def tasks(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Who was asked about this conversation, the latest first, and asking somebody."""
    if not isinstance(request.user, Agent):
        return None
    any_asked = getattr(conversation, "has_tasks", True)
    rows = list(Task.objects.about(conversation).select_related("department").order_by("-id")[:SHOWN]) if any_asked else []
    may_ask = request.user.may(Permission.ORGANISE)
    return ("tasks/_panel.html", {"rows": rows, "may_ask": may_ask}) if rows or may_ask else None


@panel("conversation.menu", order=20)
def ask(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    return "tasks/_menu_item.html", {"conversation": conversation}


@panel("desk.rail", order=600)
def rail(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("tasks/_rail.html", {"here": here}) if isinstance(request.user, Agent) else None


@panel("settings.nav", order=32)
def settings(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_departments", "building-2", _("Departments and tasks"))])
