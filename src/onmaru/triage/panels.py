from typing import Any

from django.http import HttpRequest

from onmaru.inbox.models import Channel, Conversation
from onmaru.triage.models import Acknowledgement
from onmaru.web.slots import Drawn, panel


@panel("conversation.side", order=5)
def promise(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What the customer was last promised here, and what became of it."""
    made = Acknowledgement.objects.about(conversation).order_by("-made_at").first()
    return None if made is None else ("triage/_promise.html", {"promise": made})


@panel("channel.settings")
def texts(request: HttpRequest, channel: Channel, **context: Any) -> Drawn:
    return "triage/_texts_link.html", {"channel": channel}
