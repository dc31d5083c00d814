from typing import Any

from django.http import HttpRequest

from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.slots import Drawn, panel


@panel("conversation.menu", order=80)
def export(request: HttpRequest, **context: Any) -> Drawn:
    """The way to the sealed document, for whoever may have one."""
    may = isinstance(request.user, Agent) and request.user.may(Permission.EXPORT_CASES)
    return ("cases/_menu_item.html", {}) if may else None
