from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.channels.queries import in_tray
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.people.models import Agent
from onmaru.people.roles import Permission
from onmaru.web.drawings import draw
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel


@panel("settings.nav", order=20)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_channels", "mail", _("Channels"))])


@panel("desk.rail", order=800)
def tray(request: HttpRequest, here: str = "", **context: Any) -> Drawn:
    """For those who may look into it, and only while something is in it."""
    agent = request.user
    if not (isinstance(agent, Agent) and agent.may(Permission.SEE_ALL)):
        return None
    count = in_tray().count()
    return ("channels/_tray_link.html", {"here": here, "count": count}) if count else None


@panel("list.empty")
def first_channel(request: HttpRequest, **context: Any) -> Drawn:
    """Where nobody can write to the shop yet, an empty list does not mean that all is answered."""
    agent = request.user
    if not (isinstance(agent, Agent) and agent.may(Permission.CONFIGURE)) or Channel.objects.exists():
        return None
    return draw("channels/_first_channel.html")


@panel("composer.above", order=30)
def attention(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """Where both sides are there at the same time: whether the other one writes, and what each has seen."""
    agent, can = request.user, conversation.channel.can
    if not isinstance(agent, Agent) or not (can.typing or can.reads):
        return None
    return "channels/_attention.html", {"conversation": conversation, "may_answer": agent.may(Permission.ANSWER)}


@panel("message.actions")
def raw(request: HttpRequest, message: Message, **context: Any) -> Drawn:
    """The message exactly as it arrived, for those who look into why it reads as it does."""
    agent = request.user
    number = message.delivery_id
    if not number or not isinstance(agent, Agent) or not agent.may(Permission.SEE_ALL):
        return None
    return draw("channels/_raw_link.html", number=number)
