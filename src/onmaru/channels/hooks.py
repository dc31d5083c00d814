"""Where providers call: prove who they are, keep what they bring, answer at once. Understanding it is a worker's business."""

from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from onmaru.channels import adapter
from onmaru.channels.actions.accept import accept
from onmaru.channels.adapter import Refused
from onmaru.channels.calls import Call
from onmaru.channels.limits import Rate
from onmaru.inbox.models import Channel
from onmaru.kit.crypto import signature, signature_fits

log = structlog.get_logger(__name__)

PURPOSE = "hook address"
SECRET_LENGTH = 24
# Calls a minute for one channel: far above what a shop gets, far below what would keep the database busy.
CALLS_A_MINUTE = 1200
rate = Rate(CALLS_A_MINUTE, seconds=60)


def address(channel: Channel) -> str:
    """Where the channel's provider is told to call."""
    secret = signature(PURPOSE, str(channel.pk), SECRET_LENGTH)
    return settings.PUBLIC_URL + reverse("hook", args=[channel.kind, channel.pk, secret])


@method_decorator(csrf_exempt, name="dispatch")
class Hook(View):
    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Whoever does not know the address learns nothing from it, not even which channels there are.
        channel = Channel.objects.active().filter(pk=kwargs["channel_id"], kind=kwargs["kind"]).first()
        if channel is None or not _fits(channel, kwargs["secret"]):
            return HttpResponse(status=404)
        if not rate.allows(str(channel.pk)):
            return HttpResponse(status=429, headers={"Retry-After": "60"})
        if request.method == "HEAD":
            return HttpResponse()
        return _take(channel, request)


def _fits(channel: Channel, secret: str) -> bool:
    return len(secret) == SECRET_LENGTH and signature_fits(PURPOSE, str(channel.pk), secret)


def _take(channel: Channel, request: HttpRequest) -> HttpResponse:
    # Not request.body, whose limit is meant for forms: a mail may have fifty megabytes.
    body = request.read(settings.MAX_BODY_BYTES + 1)
    if len(body) > settings.MAX_BODY_BYTES:
        return HttpResponse(status=413)
    headers = {name.lower(): value for name, value in request.headers.items()}
    call = Call(request.method or "", headers, body, request.GET.dict())
    try:
        answer = adapter.of(channel).verify(call, channel)
    except Refused as refusal:
        log.warning("hook.refused", channel=channel.pk, reason=refusal.reason)
        wants = {"WWW-Authenticate": 'Basic realm="hook"'} if refusal.status == 401 else {}
        return HttpResponse(status=refusal.status, headers=wants)
    if answer.keep:
        accept(channel, body, "hook", answer.key, meta={"headers": _kept(headers), "query": dict(call.query)})
    return HttpResponse(answer.body, content_type="text/plain; charset=utf-8")


def _kept(headers: dict[str, str]) -> dict[str, str]:
    """What understanding may need; never what proved who called."""
    return {name: value for name, value in headers.items() if name not in {"authorization", "cookie"}}
