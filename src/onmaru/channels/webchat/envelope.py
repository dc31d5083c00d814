"""What is kept of a visitor's message before it is understood: the request's body as it came, and around it what its session vouched for.

Pure, but for the bytes of files, which are read when they are asked for.
"""

from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from onmaru.channels.adapter import Payload, Unreadable
from onmaru.inbox.inbound import Inbound, InboundAttachment, Party, ThreadHints
from onmaru.kit import storage


@dataclass(frozen=True, slots=True)
class SentFile:
    name: str
    content_type: str
    size: int
    blob: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """`key` is the message's name in addresses; `text` what it says once buttons and forms are put into words."""

    chat: str
    key: str
    client_id: str
    handle: str
    name: str
    language: str
    text: str
    reply_to: str = ""
    asks: bool = True
    files: tuple[SentFile, ...] = field(default_factory=tuple)

    @property
    def dedupe_key(self) -> str:
        return f"{self.chat}:{self.client_id}"

    def to_meta(self) -> dict[str, Any]:
        return asdict(self)


def opened(payload: Payload) -> Inbound:
    """Raises Unreadable."""
    try:
        meta = dict(payload.meta)
        kept = Envelope(**{**meta, "files": tuple(SentFile(**one) for one in meta["files"])})
    except (KeyError, TypeError) as error:
        raise Unreadable("not a chat message") from error
    return Inbound(
        dedupe_key=kept.dedupe_key,
        external_id=kept.key,
        sender=Party(kept.handle, kept.name, "from"),
        text=kept.text,
        attachments=tuple(InboundAttachment(one.name, one.content_type, one.size, partial(storage.chunks, one.blob)) for one in kept.files),
        hints=ThreadHints(provider_id=kept.chat, references=(kept.reply_to,) if kept.reply_to else ()),
        # The session proves that it is this visitor, whoever that may be.
        proven=True,
        language=kept.language,
        asks=kept.asks,
    )
