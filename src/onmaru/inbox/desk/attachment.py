"""Files go out so that they can never run in our origin: downloaded, or shown only when they are plain pictures or PDF."""

from django.db.models import Q
from django.http import Http404, HttpResponse, StreamingHttpResponse

from onmaru.inbox.actions.draft import detach_file
from onmaru.inbox.desk.door import ThingView
from onmaru.inbox.file_headers import file_response
from onmaru.inbox.models import Attachment, Conversation
from onmaru.kit import storage
from onmaru.people.door import AgentRequest
from onmaru.people.roles import Permission


class AttachmentThing(ThingView):
    """A file of a message, a note, a side message or one's own draft; DELETE takes it off one's own draft."""

    to_write = Permission.COMMENT

    def get(self, request: AgentRequest, number: int) -> StreamingHttpResponse:
        file = _find(request, number)
        if not file.blob:
            raise Http404
        try:
            return file_response(file, may_show="download" not in request.GET)
        except storage.Missing as error:
            raise Http404 from error

    def delete(self, request: AgentRequest, number: int) -> HttpResponse:
        detach_file(_find(request, number), request.user)
        return HttpResponse(status=204)


def _find(request: AgentRequest, number: int) -> Attachment:
    visible = Conversation.objects.visible_to(request.user).values("pk")
    mine = Q(draft__agent=request.user, draft__conversation__in=visible)
    seen = Q(message__conversation__in=visible) | Q(note__conversation__in=visible) | Q(side_message__thread__conversation__in=visible)
    file = Attachment.objects.filter(seen | mine, pk=number).first()
    if file is None:
        raise Http404
    return file
