"""The way to the board, and beside a conversation what looks like the same matter."""

from typing import Any

from django.http import HttpRequest

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.radar.models import Duplicate
from onmaru.radar.wording import reasons
from onmaru.web.slots import Drawn, panel

SHOWN = 3


@panel("desk.rail", order=719)
@panel("desk.menu", order=39)
def link(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    may = isinstance(request.user, Agent) and request.user.may(Permission.ANSWER)
    return ("radar/_link.html", {"here": here}) if may else None


@panel("conversation.side", order=3)
def doubled(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    agent = request.user
    if not getattr(conversation, "is_doubled", True) or not isinstance(agent, Agent):
        return None
    beside = [f"{side}__{name}" for side in ("earlier", "later") for name in ("customer__person", "channel")]
    rows = Duplicate.objects.visible_to(agent).still_open().of(conversation.pk).select_related(*beside).order_by("-score", "pk")[:SHOWN]
    pairs = [(pair, pair.other_than(conversation), reasons(pair)) for pair in rows]
    return ("radar/_doubled.html", {"pairs": pairs, "may_organise": agent.may(Permission.ORGANISE)}) if pairs else None
