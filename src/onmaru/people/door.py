"""The door of every desk screen: signed in, active, allowed."""

from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.views import View

from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.posted import drop_nul


class AgentRequest(HttpRequest):
    user: Agent  # pyright: ignore[reportIncompatibleVariableOverride]


class DeskView(View):
    """A screen or thing of the desk. Names the permission each method needs; nothing is open by default."""

    # Permission needed to look, and to change. None: any signed-in agent.
    to_read: ClassVar[Permission | None] = None
    to_write: ClassVar[Permission | None] = Permission.COMMENT
    request: AgentRequest  # pyright: ignore[reportIncompatibleVariableOverride]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, Agent) or not request.user.is_active:
            return redirect_to_login(request.get_full_path())
        needed = self.to_read if request.method in {"GET", "HEAD", "OPTIONS"} else self.to_write
        if needed is not None and not request.user.may(needed):
            raise PermissionDenied
        drop_nul(request)
        return super().dispatch(request, *args, **kwargs)
