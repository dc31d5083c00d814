from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import translation

from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.door import Door
from onmaru.channels.webchat.api.refusal import unknown_widget
from onmaru.channels.webchat.configured import config
from onmaru.channels.webchat.kind import KIND
from onmaru.inbox.models import Channel
from onmaru.kit.rows import one

SPOKEN = ("ko", "en")


def channel_of(widget_id: str) -> Channel:
    found = one(Channel.objects.active().filter(kind=KIND.code, handle=widget_id[:100]))
    if found is None:
        raise unknown_widget()
    return found


class Config(Door):
    """What a widget looks like and offers. Public: it says nothing that the widget does not show."""

    def get(self, request: HttpRequest, widget_id: str, **more: Any) -> JsonResponse:
        rates.count((rates.CONFIGS_OF_ADDRESS, self.address))
        channel = channel_of(widget_id)
        asked = request.GET.get("locale", "")[:2]
        with translation.override(asked if asked in SPOKEN else channel.language):
            return JsonResponse(config(channel), headers={"Cache-Control": "public, max-age=60"})
