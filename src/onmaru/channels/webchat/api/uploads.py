from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext_lazy as _

from onmaru.channels.webchat.actions.upload import TooMany, upload
from onmaru.channels.webchat.api import rates
from onmaru.channels.webchat.api.door import VisitorDoor, said
from onmaru.channels.webchat.api.refusal import Refusal, invalid, too_many
from onmaru.channels.webchat.file_kinds import NotAllowed
from onmaru.channels.webchat.settings import of
from onmaru.kit.storage import TooLarge

# What a form puts around the file.
AROUND = 64 * 1024


class Uploads(VisitorDoor):
    """A file on its way into a message."""

    def post(self, request: HttpRequest, **more: Any) -> JsonResponse:
        kept = of(self.channel).attachments
        if not kept.enabled:
            raise Refusal(403, "no_files", _("Files cannot be sent here."))
        large = Refusal(413, "too_large", _("This file is too large."), "file")
        length = request.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > kept.max_bytes + AROUND:
            raise large
        rates.count((rates.UPLOADS_OF_ADDRESS, self.address))
        try:
            file = request.FILES.get("file")
            others = len(request.FILES) - 1
        except (MultiPartParserError, RequestDataTooBig, SuspiciousOperation) as error:
            raise Refusal(400, "invalid", _("This is not understood.")) from error
        if not isinstance(file, UploadedFile) or others:
            raise invalid("file", _("Choose a file."))
        try:
            made = upload(self.visitor, file, kept)
        except TooLarge as error:
            raise large from error
        except NotAllowed as error:
            raise Refusal(415, "not_allowed", _("Files of this kind cannot be sent here."), "file") from error
        except TooMany as error:
            raise too_many(600) from error
        return said({"upload_id": made.key, "name": made.name, "mime": made.content_type, "size": made.size, "sha256": made.sha256}, 201)
