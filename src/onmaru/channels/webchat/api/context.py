from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from onmaru.channels.webchat.actions.show_up import Glimpse, show_up
from onmaru.channels.webchat.actions.withdraw_consent import withdraw_consent
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.door import VisitorDoor, nothing
from onmaru.channels.webchat.api.reading import Given
from onmaru.channels.webchat.api.refusal import Refusal, invalid
from onmaru.channels.webchat.settings import of
from onmaru.inbox.rich import is_link

LONGEST_ADDRESS = 2000
MOST_ITEMS = 50


class Context(VisitorDoor):
    """Where in the shop a visitor is, who agreed that its agents see that (POST); and that they no longer agree (DELETE)."""

    def post(self, request: HttpRequest, **more: Any) -> HttpResponse:
        kept = of(self.channel)
        if not kept.context or not kept.consent.version or self.visitor.consent_version != kept.consent.version:
            raise Refusal(403, "no_consent", _("Nobody agreed to this."))
        rates.count((rates.CONTEXTS_OF_VISITOR, self.visitor.pk))
        given = self.read()
        seen = Glimpse(
            url=_link(given, "url"),
            title=given.text("title", 300),
            referrer=_link(given, "referrer"),
            cart=_cart(given),
        )
        given.done()
        show_up(self.visitor, seen)
        return nothing()

    def delete(self, request: HttpRequest, **more: Any) -> HttpResponse:
        withdraw_consent(self.visitor)
        return nothing()


def _link(given: Given, name: str) -> str:
    """Without what follows "#", which never leaves a browser otherwise."""
    address = given.text(name, LONGEST_ADDRESS).partition("#")[0]
    if address and not (is_link(address) and address.startswith("http")):
        raise invalid(name, _("This is not understood."))
    return address


def _cart(given: Given) -> dict[str, Any] | None:
    """{"items": [{"title", "quantity", "price"?, "url"?}], "total"?}; None where nothing was said of it."""
    cart = (
        given.inner("cart") if not isinstance(given.data.get("cart"), list) else Given({"items": given.listed("cart", MOST_ITEMS)}, "cart.")
    )
    if cart is None:
        return None
    items = []
    for number, item in enumerate(cart.listed("items", MOST_ITEMS)):
        if not isinstance(item, dict):
            raise invalid(f"cart.items.{number}", _("This is not understood."))
        one = Given(item, f"cart.items.{number}.")
        shown: dict[str, Any] = {"title": one.text("title", 200, required=True), "quantity": one.number("quantity", 0, 9999, default=1)}
        if one.has("price"):
            shown["price"] = _amount(one, "price")
        if one.has("url"):
            shown["url"] = _link(one, "url")
        one.done()
        items.append(shown)
    found: dict[str, Any] = {"items": items}
    if cart.has("total"):
        found["total"] = _amount(cart, "total")
    if cart.has("currency"):
        found["currency"] = cart.text("currency", 3)
    cart.done()
    return found


def _amount(given: Given, name: str) -> float | int:
    value = given.data.get(name)
    given.asked.add(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**12:
        raise invalid(given.at + name, _("This must be a number in range."))
    return value
