"""What is seen beside a conversation of a visitor who is there now, and beside the settings of a chat."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from onmaru.channels.webchat.beside import beside
from onmaru.channels.webchat.kind import KIND
from onmaru.channels.webchat.settings import of
from onmaru.inbox.kinds import Kind
from onmaru.inbox.models import Channel, Conversation
from onmaru.web.slots import Drawn, panel


@panel("conversation.side", order=3)
def visitor(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    if conversation.channel.kind != KIND.code:
        return None
    found = beside(conversation)
    return ("webchat/_visitor.html", {"conversation": conversation, "beside": found}) if found else None


@panel("channel.beside_form")
def preview(request: HttpRequest, kind: Kind, **context: Any) -> Drawn:
    """The widget, changing as one types."""
    return ("webchat/_preview.html", {}) if kind.code == KIND.code else None


@panel("channel.settings")
def snippet(request: HttpRequest, channel: Channel, **context: Any) -> Drawn:
    """What the shop pastes into its pages, and the key with which its server says who is signed in."""
    if channel.kind != KIND.code:
        return None
    address = settings.PUBLIC_URL + reverse("widget_loader", args=[channel.handle])
    line = f'<script async src="{address}" data-widget="{channel.handle}"></script>'
    portal = f"{settings.PUBLIC_URL}{reverse('portal_shop_sign_in')}?widget={channel.handle}"
    shown = {"snippet": line, "origin": settings.PUBLIC_URL, "portal": portal, "secrets": of(channel).secrets}
    return "webchat/_snippet.html", shown


@panel("portal.home")
def on_portal(request: HttpRequest, **context: Any) -> Drawn:
    """The launcher on the shop's front page, where that is one of the pages that may show the widget."""
    found = Channel.objects.active().filter(kind=KIND.code).order_by("pk")
    widget = next((channel.handle for channel in found if of(channel).allows(settings.PUBLIC_URL)), None)
    return ("webchat/_on_portal.html", {"widget": widget}) if widget else None
