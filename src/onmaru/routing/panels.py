"""Taking the next one, in the rail; and why somebody has a conversation, beside it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.routing.choose import When
from onmaru.routing.models import Choice
from onmaru.web.slots import Drawn, panel

WHEN = {
    When.VIP: _("A VIP customer"),
    When.TURN: _("Several VIP customers were served before; now it was the turn of the others"),
    When.PRIORITY: _("Its priority is high"),
    When.ANGRY: _("The customer is angry"),
    When.DUE: _("Of those who waited it was due first"),
    When.OLDEST: _("The customer had waited longest"),
    When.LONG: _("The customer had waited for more than an hour"),
}


@panel("desk.rail", order=690)
def take_next(request: HttpRequest, **context: Any) -> Drawn:
    agent = request.user
    return ("routing/_take_next.html", {}) if isinstance(agent, Agent) and agent.may(Permission.ANSWER) else None


@panel("conversation.side", order=7)
def why(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Why it was chosen for the one who took it last."""
    choice = Choice.objects.filter(conversation=conversation).select_related("agent").first()
    if choice is None:
        return None
    return "routing/_why.html", {"choice": choice, "reasons": [WHEN[When(reason)] for reason in choice.why if reason in list(When)]}
