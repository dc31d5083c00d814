"""What adapters are handed, and what they may answer. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from onmaru.inbox.inbound import Party
from onmaru.inbox.rich import Rich


@dataclass(frozen=True, slots=True)
class OutboundAttachment:
    name: str
    content_type: str
    size: int
    read: Callable[[], Iterable[bytes]]
    inline: bool = False
    cid: str = ""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message to be sent. `external_id` was given and stored before the first try, so that every try carries the same."""

    message_id: int
    conversation_id: int
    external_id: str
    sender_name: str
    to: tuple[Party, ...]
    cc: tuple[Party, ...]
    subject: str
    text: str
    html: str = ""
    # What the text says in words, for channels that show more.
    rich: Rich | None = None
    # Provider ids of the conversation so far, oldest first; the last is the one answered.
    references: tuple[str, ...] = ()
    # What is answered, by whom and when they wrote it, for channels whose habit is to quote it.
    quoted: str = ""
    quoted_by: str = ""
    quoted_at: datetime | None = None
    # The agent's own; empty where they have none.
    signature: str = ""
    attachments: tuple[OutboundAttachment, ...] = ()
    # Made by the product, not by a person: machines on the other side must be able to tell.
    automatic: bool = False
    language: str = "ko"
    at: datetime | None = None
    # It goes to an outsider, whose answer belongs into this side thread and not to the customer's messages.
    side_thread_id: int | None = None
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider took the message. `external_id` is its own id for it, where it gives one."""

    external_id: str = ""
    # Recipients it refused while it took the rest, with the reason.
    refused: tuple[tuple[str, str], ...] = ()


class Temporary(Exception):
    """Not now; the same call may succeed later. Nothing was taken."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.retry_after = reason, retry_after


class Permanent(Exception):
    """Never like this: no retry can help until somebody changes something."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unknown(Exception):
    """The message was handed over and the answer was lost: it may have been taken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unsupported(Permanent):
    """The channel cannot do this at all; its capabilities say so."""
