"""How files from outside leave us: downloaded, or shown only when they are plain pictures or PDF, and never run in our origin."""

from typing import Any

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from onmaru.inbox.models import Attachment
from onmaru.kit import storage

# What browsers show without running anything of it. No HTML, no SVG, no XML, whatever the sender called it.
SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf"}
DOWNLOADED_AS = "application/octet-stream"
# The browser's own PDF viewer does not start in a sandbox.
FENCE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
FENCE_OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def file_response(file: Attachment, may_show: bool) -> StreamingHttpResponse:
    """Its bytes, piece by piece. Raises storage.Missing where they are gone."""
    return StreamingHttpResponse(storage.chunks(file.blob), headers=file_headers(file, may_show))


def file_headers(file: Attachment, may_show: bool) -> dict[str, Any]:
    kind = file.content_type.partition(";")[0].strip().lower()
    shown = may_show and kind in SHOWN
    return {
        "Content-Type": kind if shown else DOWNLOADED_AS,
        "Content-Disposition": content_disposition_header(as_attachment=not shown, filename=file.name or "file") or "attachment",
        "Content-Length": str(file.size),
        "Content-Security-Policy": FENCE_OF_PDF if shown and kind == "application/pdf" else FENCE,
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        # The bytes under an attachment's number never change; whether somebody may see them can.
        "Cache-Control": "private, max-age=600",
    }
