"""What the inbox puts into places of others' pages: the rail of the desk and the menu of a phone."""

from typing import Any

from django.http import HttpRequest

from onmaru.inbox.desk.rail import rail_context
from onmaru.people.models import Agent
from onmaru.web.slots import Drawn, panel


@panel("desk.rail")
def rail(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("inbox/_rail.html", {**rail_context(request.user), "here": here}) if isinstance(request.user, Agent) else None


@panel("desk.nav")
def nav(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("inbox/_nav.html", {"here": here}) if isinstance(request.user, Agent) else None
