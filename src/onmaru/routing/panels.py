"""Taking the next one and the queue, in the rail; why somebody has a conversation, beside it; how it is given out, among the settings."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Callback, Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.routing.models import Choice
from onmaru.routing.wording import because, why_not
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel


@panel("settings.nav", order=11)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_routing", "split", _("Giving out"))])


@panel("agent.settings")
def abilities(request: HttpRequest, agent: Agent, **context: Any) -> Drawn:
    return "routing/_abilities_link.html", {"agent": agent}


@panel("desk.rail", order=690)
def take_next(request: HttpRequest, **context: Any) -> Drawn:
    agent = request.user
    return ("routing/_take_next.html", {}) if isinstance(agent, Agent) and agent.may(Permission.ANSWER) else None


@panel("desk.rail", order=695)
@panel("desk.menu", order=40)
def queue(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    agent = request.user
    return ("routing/_queue_link.html", {"here": here}) if isinstance(agent, Agent) and agent.may(Permission.SEE_ALL) else None


@panel("conversation.above", order=5)
def call(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """That the customer is to be called, where, and since when they wait."""
    if not getattr(conversation, "owes_call", True):
        return None
    owed = Callback.objects.owed().of_conversation(conversation.pk).first()
    return ("routing/_call.html", {"conversation": conversation, "call": owed}) if owed else None


@panel("conversation.side", order=7)
def why(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Why the one who got it last got it, and why then."""
    if not getattr(conversation, "was_given", True):
        return None
    choice = Choice.objects.filter(conversation=conversation).select_related("agent", "instead_of").first()
    if choice is None:
        return None
    return "routing/_why.html", {"choice": choice, "reasons": because(choice), "others": why_not(choice)}
