"""What notices put into others' pages: the bell in the rail and on a phone, and the way to their settings."""

from typing import Any

from django.http import HttpRequest

from onmaru.people.models import Agent
from onmaru.web.slots import Drawn, panel


@panel("desk.rail", order=700)
def bell(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    """Empty at first: the page fetches it as soon as the stream says hello, which spares every page the queries."""
    return ("notices/_bell_part.html", {"here": here}) if isinstance(request.user, Agent) else None


@panel("desk.nav", order=200)
def nav(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    return ("notices/_nav.html", {"here": here}) if isinstance(request.user, Agent) else None


@panel("people.preferences")
def settings(request: HttpRequest, **context: Any) -> Drawn:
    return "notices/_settings_link.html", {}
