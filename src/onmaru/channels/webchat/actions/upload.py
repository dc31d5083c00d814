from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile

from onmaru.channels.webchat.file_kinds import ENOUGH, harmless_name, told_kind
from onmaru.channels.webchat.models import Upload, Visitor
from onmaru.channels.webchat.settings import Attachments
from onmaru.channels.webchat.tokens import new_key
from onmaru.kit import clock, storage

WINDOW = timedelta(hours=1)


class TooMany(ValueError):
    """More files than one visitor may send in an hour."""


def upload(visitor: Visitor, file: UploadedFile, limits: Attachments) -> Upload:
    """Keep a visitor's file under the kind that its content has. Raises NotAllowed, TooLarge and TooMany, and then nothing was kept."""
    now = clock.now()
    if visitor.uploads.filter(created_at__gt=now - WINDOW).count() >= limits.most:
        raise TooMany
    if (file.size or 0) > limits.max_bytes:
        raise storage.TooLarge(limits.max_bytes)
    name = harmless_name(file.name or "")
    kind = told_kind(file.read(ENOUGH), name, limits.types)
    file.seek(0)
    blob = storage.put(file.chunks(), limit=limits.max_bytes)
    return Upload.objects.create(
        visitor=visitor, key=new_key(), name=name, content_type=kind, size=blob.size, sha256=blob.sha256, blob=blob.key, created_at=now
    )
