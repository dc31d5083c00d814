from django.http import HttpRequest, StreamingHttpResponse

from onmaru.channels.webchat.api.door import Door
from onmaru.channels.webchat.api.refusal import not_found
from onmaru.channels.webchat.file_links import opens
from onmaru.channels.webchat.models import Line
from onmaru.inbox.file_headers import file_response
from onmaru.inbox.models import Attachment
from onmaru.kit import storage
from onmaru.kit.rows import one

MOST = 100


class File(Door):
    """A file of a message, to whom its signed address was given."""

    def get(self, request: HttpRequest, key: str, number: int) -> StreamingHttpResponse:
        if number > MOST or not opens(key, number, request.GET.get("until", ""), request.GET.get("sign", "")):
            raise not_found()
        shown_in = Line.objects.filter(key=key, message__deleted_at=None).values("message")
        file = one(Attachment.objects.filter(message__in=shown_in).exclude(blob="").order_by("id")[number : number + 1])
        if file is None:
            raise not_found()
        try:
            return file_response(file, may_show="download" not in request.GET)
        except storage.Missing as error:
            raise not_found() from error
