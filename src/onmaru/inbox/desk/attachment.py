"""Files go out so that they can never run in our origin: downloaded, or shown only when they are plain pictures or PDF."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from onmaru.inbox.actions.draft import detach_file
from onmaru.inbox.desk.door import ThingView
from onmaru.inbox.models import Attachment, Conversation
from onmaru.kit import storage
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission

# What browsers show without running anything of it. No HTML, no SVG, no XML, whatever the sender called it.
SHOWN = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", "application/pdf"}
DOWNLOADED_AS = "application/octet-stream"
# The browser's own PDF viewer does not start in a sandbox.
FENCE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox"
FENCE_OF_PDF = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


class AttachmentThing(ThingView):
    """A file of a message, a note, a side message or one's own draft; DELETE takes it off one's own draft."""

    to_write = Permission.COMMENT

    def get(self, request: AgentRequest, number: int) -> StreamingHttpResponse:
        file = _find(request, number)
        if not file.blob:
            raise Http404
        kind = file.content_type.partition(";")[0].strip().lower()
        shown = kind in SHOWN and "download" not in request.GET
        try:
            content = storage.chunks(file.blob)
        except storage.Missing as error:
            raise Http404 from error
        return StreamingHttpResponse(content, headers=_headers(file, kind, shown))

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        detach_file(_find(request, number), request.user)
        return HttpResponse(status=204)


def _headers(file: Attachment, kind: str, shown: bool) -> dict[str, Any]:
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


def _find(request: AgentRequest, number: int) -> Attachment:
    visible = Conversation.objects.visible_to(request.user).values("pk")
    mine = Q(draft__agent=request.user, draft__conversation__in=visible)
    seen = Q(message__conversation__in=visible) | Q(note__conversation__in=visible) | Q(side_message__thread__conversation__in=visible)
    file = Attachment.objects.filter(seen | mine, pk=number).first()
    if file is None:
        raise Http404
    return file
