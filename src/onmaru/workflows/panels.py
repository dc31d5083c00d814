"""Workflows in places of others' pages: beside a conversation, in the customer's inquiry, among the settings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel
from onmaru.workflows.models import Workflow
from onmaru.workflows.queries import going


@panel("conversation.side", order=7)
def workflows(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What it is going through, and moving it on; or beginning one."""
    if not isinstance(request.user, Agent):
        return None
    may_move = request.user.may(Permission.ORGANISE)
    found = going(conversation) if getattr(conversation, "has_courses", True) else []
    busy = {one.course.workflow_id for one in found}
    any_offered = may_move and getattr(conversation, "may_begin_courses", True)
    offered = [one for one in Workflow.objects.on() if one.pk not in busy] if any_offered else []
    return ("workflows/_panel.html", {"found": found, "offered": offered, "may_move": may_move}) if found or offered else None


@panel("portal.inquiry", order=20)
def stages(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What the customer is told: the stage, whose it is, and by when."""
    found = going(conversation, with_over=True)
    return ("workflows/_portal.html", {"found": found}) if found else None


@panel("settings.nav", order=33)
def settings(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_workflows", "list-ordered", _("Workflows"))])
