"""What macros and checks put into places of others' pages."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.automation.desk import lines as lines
from onmaru.automation.variable import everyone
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel

ENTRIES = [
    Entry("settings_rules", "zap", _("Rules")),
    Entry("settings_checks", "check-check", _("Checks before sending")),
    Entry("settings_linked_pages", "link", _("Pages to link")),
]


@panel("settings.nav", order=60)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn(ENTRIES)


@panel("desk.rail", order=750)
@panel("desk.menu", order=50)
def macros(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("automation/_macros_link.html", {"here": here}) if _answers(request) else None


@panel("composer.tools", order=10)
def tools(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    return "automation/_tools.html", {"conversation": conversation}


@panel("composer.above", order=10)
def picker(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    return ("automation/_picker.html", {"conversation": conversation, "variables": list(everyone())}) if _answers(request) else None


@panel("people.preferences")
def checks(request: HttpRequest, **context: Any) -> Drawn:
    return ("automation/_checks_link.html", {}) if _answers(request) else None


def _answers(request: HttpRequest) -> bool:
    return isinstance(request.user, Agent) and request.user.may(Permission.ANSWER)
