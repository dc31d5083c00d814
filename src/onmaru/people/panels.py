"""What people put into places of others' pages: availability and the settings in the rail, and their entries among the settings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.people.desk.availability import CHOICES
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel

ENTRIES = [
    Entry("settings_shop", "store", _("Shop")),
    Entry("settings_hours", "clock", _("Business hours")),
    Entry("settings_agents", "user-round", _("Agents")),
    Entry("settings_teams", "users", _("Teams")),
]


@panel("settings.nav", order=10)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn(ENTRIES)


@panel("desk.rail", order=900)
@panel("desk.menu")
def settings(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    agent = request.user
    return ("people/_settings_link.html", {"here": here}) if isinstance(agent, Agent) and agent.may(Permission.CONFIGURE) else None


@panel("desk.rail", order=940)
def availability(request: HttpRequest, **context: Any) -> Drawn:
    agent = request.user
    return ("people/_availability.html", {"reasons": CHOICES}) if isinstance(agent, Agent) and agent.may(Permission.ANSWER) else None


@panel("desk.menu", order=50)
def availability_menu(request: HttpRequest, **context: Any) -> Drawn:
    """The same where a phone has its views."""
    agent = request.user
    return ("people/_availability_menu.html", {"reasons": CHOICES}) if isinstance(agent, Agent) and agent.may(Permission.ANSWER) else None
