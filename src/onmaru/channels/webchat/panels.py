"""What is seen beside a conversation of a visitor who is there now."""

from typing import Any

from django.http import HttpRequest

from onmaru.channels.webchat.beside import beside
from onmaru.channels.webchat.kind import KIND
from onmaru.inbox.models import Conversation
from onmaru.web.slots import Drawn, panel


@panel("conversation.side", order=3)
def visitor(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    if conversation.channel.kind != KIND.code:
        return None
    found = beside(conversation)
    return ("webchat/_visitor.html", {"conversation": conversation, "beside": found}) if found else None
