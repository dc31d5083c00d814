"""Against loops and floods: machines that do not say they are machines are known by how often and how alike they write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from onmaru.customers.models import Identity
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Channel, Message
from onmaru.kit import clock

WINDOW = timedelta(hours=1)
# More than a worried person writes in an hour.
FROM_ONE_SENDER = 30
IN_ONE_CONVERSATION = 60
# The same words, sent once more by mistake, are no loop yet.
SAME_WORDS = 3
# Words so few that people do write them again and again ("네", "감사합니다").
SHORTEST = 20


@dataclass(frozen=True, slots=True)
class Lately:
    """What came within the window: the texts of this sender's messages, and how many the conversation got."""

    texts: Sequence[str]
    in_conversation: int = 0


def is_flood(text: str, lately: Lately) -> bool:
    """Whether one more such message is a machine's. Pure."""
    if len(lately.texts) >= FROM_ONE_SENDER or lately.in_conversation >= IN_ONE_CONVERSATION:
        return True
    words = _even(text)
    return len(words) >= SHORTEST and sum(_even(earlier) == words for earlier in lately.texts) >= SAME_WORDS


def screened(inbound: Inbound, channel: Channel, sender: Identity) -> Inbound:
    """The message, marked as a machine's when it is part of a flood: it is filed, but wakes nobody and is not acknowledged.

    Only where people write letters: in a chat, thirty messages in an hour are a conversation.
    """
    if inbound.machine or not channel.can.subject:
        return inbound
    if not is_flood(inbound.text, _lately(inbound, sender)):
        return inbound
    return replace(inbound, machine="auto_reply", warnings=(*inbound.warnings, "flood"))


def _lately(inbound: Inbound, sender: Identity) -> Lately:
    recent = Message.objects.filter(direction=Message.Direction.IN, created_at__gte=clock.now() - WINDOW)
    texts = [] if sender.is_new else list(recent.filter(identity=sender).values_list("text", flat=True)[:FROM_ONE_SENDER])
    if inbound.hints.conversation_id is None:
        return Lately(texts)
    return Lately(texts, recent.filter(conversation=inbound.hints.conversation_id)[:IN_ONE_CONVERSATION].count())


def _even(text: str) -> str:
    return " ".join(text.split())
