"""What agents may know of a visitor beside what they wrote. Reads only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onmaru.channels.webchat.models import Chat, Whereabouts
from onmaru.channels.webchat.presence import is_here
from onmaru.channels.webchat.queue import Standing, standing
from onmaru.inbox.models import Conversation
from onmaru.kit.rows import one


@dataclass(frozen=True, slots=True)
class Beside:
    """`proven`: the shop vouches for who it is. `asked`: {"pre_chat": {label: value}, "custom": {…}}. `seen`: see Whereabouts."""

    name: str
    email: str
    phone: str
    proven: bool
    here: bool
    seen_at: datetime
    left_how: str
    left_address: str
    asked: dict[str, Any]
    seen: dict[str, Any]
    at: datetime | None
    queue: Standing | None


def beside(conversation: Conversation) -> Beside | None:
    """The visitor of a conversation; None where nobody chats in it. Three queries, and those of the queue while somebody waits."""
    chat = one(Chat.objects.of_conversation(conversation.pk).select_related("visitor").last_written_first())
    if chat is None:
        return None
    visitor = chat.visitor
    place = one(Whereabouts.objects.filter(visitor=visitor))
    return Beside(
        name=visitor.name,
        email=visitor.email,
        phone=visitor.phone,
        proven=visitor.is_proven,
        here=is_here(chat),
        seen_at=visitor.seen_at,
        left_how=chat.left_how,
        left_address=chat.left_address,
        asked=chat.asked or {},
        seen=place.seen if place else {},
        at=place.at if place else None,
        queue=standing(conversation),
    )
