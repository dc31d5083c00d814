from dataclasses import dataclass
from typing import Any

from django.db import transaction

from onmaru.channels.webchat.actions.attend import conversation_of
from onmaru.channels.webchat.models import Chat, Visitor, Whereabouts
from onmaru.events.log import announce
from onmaru.kit import clock
from onmaru.kit.rows import one

# Pages before this one that agents see.
MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Glimpse:
    """`cart` None: nothing was said of it, and what was known stays."""

    url: str
    title: str = ""
    referrer: str = ""
    cart: dict[str, Any] | None = None


@transaction.atomic
def show_up(visitor: Visitor, seen: Glimpse) -> None:
    """Note where in the shop a visitor is, and tell the desk when they have a conversation."""
    now = clock.now()
    # Who took the consent back a moment ago, in another tab, is not noted any more.
    if not Visitor.objects.select_for_update().filter(pk=visitor.pk).exclude(consent_version="").exists():
        return
    before = one(Whereabouts.objects.select_for_update().filter(visitor=visitor))
    known: dict[str, Any] = before.seen if before else {}
    pages = known.get("pages", [])
    if seen.url and (not pages or pages[0]["url"] != seen.url):
        pages = [{"url": seen.url, "title": seen.title, "at": now.isoformat()}, *pages][:MOST_PAGES]
    shown = {
        "url": seen.url or known.get("url", ""),
        "title": seen.title if seen.url else known.get("title", ""),
        # How they came to the shop is known from the first page.
        "referrer": known.get("referrer") or seen.referrer,
        "cart": known.get("cart") if seen.cart is None else seen.cart,
        "pages": pages,
    }
    Whereabouts.objects.update_or_create(visitor=visitor, defaults={"seen": shown, "at": now})
    latest = one(Chat.objects.filter(visitor=visitor, conversation__isnull=False).select_related("conversation").order_by("-id"))
    if latest and (number := conversation_of(latest)):
        announce(("whereabouts", number))
