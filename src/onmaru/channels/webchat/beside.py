"""What an agent sees of a visitor: whether they are there, where in the shop, and when their turn is. Reads only."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime

from onmaru.channels.webchat.models import Chat, Whereabouts
from onmaru.channels.webchat.presence import is_here
from onmaru.channels.webchat.queue import Standing, standing
from onmaru.inbox.models import Conversation
from onmaru.kit.rows import one


@dataclass(frozen=True, slots=True)
class Page:
    url: str
    title: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Beside:
    """`pages` are those before this one, the newest first; `turn` is None for who does not wait for a first answer."""

    is_here: bool
    seen_at: datetime
    turn: Standing | None = None
    left_how: str = ""
    left_address: str = ""
    page: Page | None = None
    referrer: str = ""
    cart: dict[str, Any] = field(default_factory=dict)
    pages: tuple[Page, ...] = ()
    at: datetime | None = None

    @property
    def items(self) -> list[dict[str, Any]]:
        """What lies in the cart. A template would take `cart.items` for the dictionary's own."""
        return self.cart.get("items", [])


def beside(conversation: Conversation) -> Beside | None:
    """Of the visitor who wrote last; None where nobody chatted."""
    chat = Chat.objects.of_conversation(conversation.pk).select_related("visitor").last_written_first().first()
    if chat is None:
        return None
    known = one(Whereabouts.objects.filter(visitor=chat.visitor_id))
    seen = known.seen if known else {}
    pages = tuple(Page(page["url"], page["title"], parse_datetime(page["at"])) for page in seen.get("pages", []))
    return Beside(
        is_here=is_here(chat),
        seen_at=chat.visitor.seen_at,
        turn=standing(conversation),
        left_how=chat.left_how,
        left_address=chat.left_address,
        page=Page(seen["url"], seen.get("title", "")) if seen.get("url") else None,
        referrer=seen.get("referrer", ""),
        cart=seen.get("cart") or {},
        pages=pages[1:],
        at=known.at if known else None,
    )
