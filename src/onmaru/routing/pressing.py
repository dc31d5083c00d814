"""An answer to the offer to go and be called. Who chose a way waits already, and whoever goes on waiting asks nothing new."""

from onmaru.inbox.models import Message
from onmaru.inbox.pressing import pressing
from onmaru.routing.actions.offer_another_way import LEAVE


@pressing(LEAVE)
def chosen(message: Message, value: str) -> bool:
    return False
