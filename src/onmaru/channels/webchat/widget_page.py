"""What a shop's page loads: the loader, with how it looks written into it, and the page in the frame, with all that it shows at first.

Neither knows who asks. Both are small, are asked for by every page of every shop, and are kept by browsers for a while.
"""

import gzip
import hashlib
import json
from base64 import b64encode
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views import View

from onmaru.channels.webchat.api.config import SPOKEN, channel_of
from onmaru.channels.webchat.api.refusal import Refusal
from onmaru.channels.webchat.colours import palette
from onmaru.channels.webchat.configured import config
from onmaru.channels.webchat.settings import WebchatSettings, of
from onmaru.channels.webchat.widget_texts import LOADER, WIDGET, said
from onmaru.inbox.models import Channel
from onmaru.web.assets import source_of

LIGHT, DARK = "#ffffff", "#1b1a18"
PLACE = b"__ONMARU__"
# Of the public config: what the script in the frame has no use for.
NOT_FRAMED = {"widget_id", "colors", "position", "launcher_text", "identity", "closes_at", "human_button"}


class Loader(View):
    """The script that a shop's page names: a button, until somebody presses it."""

    def get(self, request: HttpRequest, widget_id: str) -> HttpResponseBase:
        try:
            channel = channel_of(widget_id)
        except Refusal:
            return HttpResponse(status=404, content_type="text/javascript")
        source = source_of("loader.ts") or b""
        with translation.override(language_of(request, channel)):
            look = json.dumps(appearance(channel), ensure_ascii=False, separators=(",", ":"))
        return kept(request, HttpResponse(source.replace(PLACE, look.encode()), content_type="text/javascript; charset=utf-8"), 300)


class Frame(View):
    """The page in the frame. Only the shop's own pages may show it."""

    def get(self, request: HttpRequest, widget_id: str) -> HttpResponseBase:
        try:
            channel = channel_of(widget_id)
        except Refusal as refusal:
            return HttpResponse(str(refusal.message), status=404, content_type="text/plain; charset=utf-8")
        return kept(request, framed(request, channel, of(channel), language_of(request, channel)), 60)


def appearance(channel: Channel) -> dict[str, Any]:
    """What the loader must know to draw its button. `pages`: beginnings of the paths that have one; None where all do."""
    shown, chosen = config(channel), of(channel)
    now = "open" if shown["open"] else "closed"
    offered = [way for way in chosen.ways if way.when in {"always", now}]
    everywhere = not offered or any(not way.pages for way in offered)
    colours = palette(chosen.look.primary, LIGHT)
    return {
        "id": channel.handle,
        "side": chosen.look.position,
        "fill": colours.fill,
        "on": colours.on,
        "theme": chosen.look.theme,
        "pages": None if everywhere else sorted({page for way in offered for page in way.pages}),
        "texts": {**said(LOADER), "launch": chosen.look.launcher_text},
    }


def framed(request: HttpRequest, channel: Channel, chosen: WebchatSettings, language: str, preview: bool = False) -> HttpResponse:
    """The widget's page for settings as they are, or as they would be."""
    with translation.override(language):
        shown = config(channel, chosen)
        # What may be sent is the server's to say when it comes; the list of types would be a tenth of the page.
        shown["attachments"].pop("types")
        needed = {name: value for name, value in shown.items() if name not in NOT_FRAMED}
        given = {"widget": channel.handle, "config": {**needed, "locale": language}, "texts": said(WIDGET)}
        if preview:
            given["preview"] = True
        style = style_of(chosen.look.primary, (source_of("widget.css") or b"").decode())
        page = {"language": language, "theme": chosen.look.theme, "title": channel.name, "style": style, "given": written(given)}
        response = render(request, "webchat/widget.html", page)
    response.headers["Content-Security-Policy"] = policy(chosen.origins, style)
    # The policy above says who may frame it; the older header can only say "nobody" or "ourselves".
    response.xframe_options_exempt = True  # pyright: ignore[reportAttributeAccessIssue]
    return response


@lru_cache(maxsize=50)
def style_of(primary: str, sheet: str) -> str:
    light, dark = (
        f"--fill:{colours.fill};--on:{colours.on};--accent:{colours.accent};--soft:{colours.soft};--sheen:{colours.sheen}"
        for colours in (palette(primary, LIGHT), palette(primary, DARK))
    )
    return f":root{{color-scheme:light;{light}}}:root[data-theme=dark]{{color-scheme:dark;{dark}}}{sheet}"


def policy(origins: tuple[str, ...], style: str) -> str:
    """Nothing but our own script runs, and not even that can turn text into markup. Pictures of products lie wherever shops keep them."""
    known = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'sha256-{known}'",
            "img-src 'self' data: blob: https:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            " ".join(["frame-ancestors 'self'", *origins]),
        ]
    )


def written(data: dict[str, Any]) -> str:
    """JSON that may stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.translate({ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"})


def language_of(request: HttpRequest, channel: Channel) -> str:
    asked = request.GET.get("lang", "")[:2]
    return asked if asked in SPOKEN else channel.language


def kept(request: HttpRequest, response: HttpResponse, seconds: int) -> HttpResponseBase:
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["ETag"] = etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    patch_vary_headers(response, ["Accept-Encoding"])
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = packed(response.content)
        response.headers["Content-Encoding"] = "gzip"
    answer = get_conditional_response(request, etag=etag, response=response) or response
    if "Content-Security-Policy" in response.headers:
        # A browser goes by what "not modified" says as well: without these, it would show the frame in no page at all from then on.
        answer.headers["Content-Security-Policy"] = response.headers["Content-Security-Policy"]
        answer.xframe_options_exempt = True  # pyright: ignore[reportAttributeAccessIssue]
    return answer


@lru_cache(maxsize=100)
def packed(content: bytes) -> bytes:
    """As small as it gets. Django's own way adds up to a hundred bytes at random, to hide how long a secret is; here is none."""
    return gzip.compress(content, 9, mtime=0)
