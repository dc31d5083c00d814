"""Closing in places of others' pages: in the menu of a conversation, in the form of many, in the rail, among the settings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.closing.habits import habits
from onmaru.inbox.models import Conversation
from onmaru.inbox.reasons import tree
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel


@panel("conversation.menu", order=10)
def dialog(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Resolving with a choice, also where nothing would be asked."""
    return "closing/_menu_item.html", {"conversation": conversation}


@panel("bulk.resolve")
def of_many(request: HttpRequest, deed: str, posted: Any, **context: Any) -> Drawn:
    ways = habits()
    return "closing/_bulk.html", {"tree": tree(), "ways": ways, "deed": deed, "posted": posted}


@panel("desk.rail", order=722)
def rail(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    may = isinstance(request.user, Agent) and request.user.may(Permission.SEE_ALL)
    return ("closing/_rail.html", {"here": here}) if may else None


@panel("settings.nav", order=31)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_closing", "circle-check", _("Resolving"))])
