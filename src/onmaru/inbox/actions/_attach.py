"""Keeping a file that came with a message. Not a verb of its own: receive, reply and note share it."""

from dataclasses import dataclass
from typing import Any

from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Attachment
from onmaru.kit import storage


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the blob store, or the reason why it is not."""

    file: InboundAttachment
    size: int
    sha256: str = ""
    blob: str = ""
    skipped: str = ""

    def as_attachment(self, **owner: Any) -> Attachment:
        return Attachment(
            **owner,
            name=self.file.name[-255:],
            content_type=self.file.content_type[:127],
            size=self.size,
            sha256=self.sha256,
            blob=self.blob,
            inline=self.file.inline,
            cid=self.file.cid[:255],
            skipped=self.skipped,
        )


def keep(file: InboundAttachment, limit: int) -> Kept:
    """Stream one file to the blob store. One over the limit is not kept, and says so."""
    if file.size > limit:
        return Kept(file, size=file.size, skipped="too_large")
    try:
        blob = storage.put(file.read(), limit=limit)
    except storage.TooLarge:
        return Kept(file, size=file.size, skipped="too_large")
    return Kept(file, size=blob.size, sha256=blob.sha256, blob=blob.key)
