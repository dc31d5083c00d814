"""What every shop begins with. Its words are looked up when they are shown, so that they speak the reader's language."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

DEPARTMENTS: dict[str, Promise] = {
    "shipping": pgettext_lazy("department", "Shipping"),
    "warehouse": pgettext_lazy("department", "Warehouse"),
    "merchandising": pgettext_lazy("department", "Merchandising"),
    "development": pgettext_lazy("department", "Development"),
}


@dataclass(frozen=True, slots=True)
class Shipped:
    name: Promise
    text: Promise
    # What has to be filled in; a star at the end: it must be.
    fields: Promise


TEMPLATES: dict[str, Shipped] = {
    "trace": Shipped(
        _("Trace a parcel"),
        _("The customer has not received the parcel. Please ask the courier where it is and tell us when it will arrive."),
        _("Parcel number*\nCourier\nLast known place"),
    ),
    "address": Shipped(
        _("Change the delivery address"),
        _("Please change the address before the parcel leaves, and tell us whether it was still possible."),
        _("Order number*\nNew address*"),
    ),
    "stock": Shipped(
        _("Check the stock"),
        _("Please count what is really there, and tell us when more arrives if nothing is."),
        _("Product*\nOption\nQuantity wanted"),
    ),
    "inspection": Shipped(
        _("Inspect a defect"),
        _("Please look at the article that came back: is it a defect, a damage on the way, or a sign of use? Photographs help us."),
        _("Order number*\nProduct*\nWhat the customer says is wrong*"),
    ),
    "pickup": Shipped(
        _("Arrange a pickup"),
        _("Please have the article picked up at the customer's and tell us the day."),
        _("Order number*\nDay the customer is at home"),
    ),
    "product": Shipped(
        _("Ask about a product"),
        _("The customer asks something that the product page does not say. Please answer so that we can pass it on."),
        _("Product*\nQuestion*"),
    ),
    "payment": Shipped(
        _("Check a payment error"),
        _("The customer paid, or tried to, and something went wrong. Please look at the log and tell us what happened and what to say."),
        _("Order number\nTime of the attempt*\nMeans of payment\nMessage on the screen"),
    ),
    "fault": Shipped(
        _("Report a fault of the site"),
        _("Something on our pages does not work for a customer. Please look at it and tell us when it will."),
        _("Page or screen*\nWhat happens*\nDevice and browser"),
    ),
}  # fmt: skip
