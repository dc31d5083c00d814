"""A mail's HTML as a document of its own, so fenced that it can neither script, restyle the desk nor phone home."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.html import escape

STYLE = (
    "html{color-scheme:light;background:#fff}"
    "body{margin:0;padding:12px 14px;overflow-wrap:anywhere;color:#22201c;"
    "font:15px/1.7 'Apple SD Gothic Neo','Noto Sans KR','Malgun Gothic',system-ui,sans-serif}"
    "img,table{max-width:100%;height:auto}pre{white-space:pre-wrap}"
    "img[data-remote-src]{display:inline-block;min-width:1.5em;min-height:1.5em;background:#efeae0;border-radius:4px}"
)


def policy(own_pictures: Sequence[str] = (), *, remote_pictures: bool = False) -> str:
    """What the document may load: `own_pictures` are addresses of ours (inline attachments); the wide web only when the agent asked."""
    pictures = ["data:", *own_pictures, *(["https:", "http:"] if remote_pictures else [])]
    return "; ".join(
        [
            "default-src 'none'",
            f"img-src {' '.join(pictures)}",
            "style-src 'unsafe-inline'",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
            # Our origin is kept so that the desk can read the height; without allow-scripts nothing in here can use it.
            "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
        ]
    )


def respond(html: str, *, title: str = "", own_pictures: Sequence[str] = (), remote_pictures: bool = False) -> HttpResponse:
    """The answer of the address that a `_mail_frame.html` shows. `html` is sanitised already; this is the second wall."""
    document = (
        f'<!doctype html><html><head><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>{escape(title)}</title>'
        f'<base target="_blank"><style>{STYLE}</style></head><body>{html}</body></html>'
    )
    response = HttpResponse(document)
    response["Content-Security-Policy"] = policy(own_pictures, remote_pictures=remote_pictures)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "private, max-age=3600"
    return response
