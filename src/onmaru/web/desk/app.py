"""What makes the desk an app that can be installed: its manifest, its service worker, and the page for when there is no connection."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from onmaru.web.assets import source_of

ICONS = [("192.png", "192x192", "any"), ("512.png", "512x512", "any"), ("maskable.png", "512x512", "maskable")]


def manifest(request: HttpRequest) -> HttpResponse:
    """In the language of whoever installs it."""
    icons = [{"src": static(f"web/icons/{file}"), "sizes": size, "type": "image/png", "purpose": purpose} for file, size, purpose in ICONS]
    said = {
        "id": "/desk/",
        "name": _("Onmaru"),
        "short_name": _("Onmaru"),
        "description": _("The customer-service desk of an online shop."),
        "lang": get_language(),
        "start_url": "/desk/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f8f5ef",
        "theme_color": "#2a6a5d",
        "icons": icons,
    }
    return JsonResponse(said, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})


def worker(request: HttpRequest) -> HttpResponse:
    """From the root: a worker covers only what lies below its own address. Asked for anew each time, so that a new one is noticed."""
    source = source_of("worker.ts")
    if source is None:
        raise Http404
    return HttpResponse(source, content_type="text/javascript", headers={"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"})


def offline(request: HttpRequest) -> HttpResponse:
    """The same for everybody, because a browser keeps it."""
    return render(request, "web/offline.html")
