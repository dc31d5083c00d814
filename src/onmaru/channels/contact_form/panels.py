from typing import Any

from django.conf import settings as deployment
from django.http import HttpRequest
from django.urls import reverse

from onmaru.channels.contact_form import settings
from onmaru.channels.contact_form.fields import ContactForm
from onmaru.channels.contact_form.kind import KIND
from onmaru.inbox.models import Channel
from onmaru.web.slots import Drawn, panel


@panel("channel.settings", order=10)
def snippets(request: HttpRequest, channel: Channel, **context: Any) -> Drawn:
    """The form's address, and what to paste into a page of the shop."""
    if channel.kind != KIND.code:
        return None
    address = deployment.PUBLIC_URL + reverse("form", args=[channel.handle])
    return "contact_form/_snippets.html", {"address": address, "form": ContactForm(settings.of(channel))}


@panel("portal.ways", order=20)
def forms(request: HttpRequest, **context: Any) -> Drawn:
    found = Channel.objects.active().filter(kind=KIND.code).order_by("pk")
    shown = [(reverse("form", args=[one.handle]), settings.of(one)) for one in found]
    return ("contact_form/_ways.html", {"forms": shown}) if shown else None
