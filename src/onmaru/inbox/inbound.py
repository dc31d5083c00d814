"""What adapters hand in: one message in our words, whatever the channel. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

# A message made by a machine: kept and shown, but it never wakes, reopens or is acknowledged.
Machine = Literal["bounce", "auto_reply", "out_of_office", "mailing_list", "delivery_report", "own"]


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in a message: a handle and the name they gave. Role is that of the envelope."""

    handle: str
    name: str = ""
    role: Literal["from", "to", "cc", "reply_to"] = "to"


@dataclass(frozen=True, slots=True)
class InboundAttachment:
    """A file that came along. `read` gives its bytes in chunks and may be called twice."""

    name: str
    content_type: str
    size: int
    read: Callable[[], Iterable[bytes]]
    inline: bool = False
    cid: str = ""


@dataclass(frozen=True, slots=True)
class ThreadHints:
    """What a message says about where it belongs. `conversation_id` is from a token that the adapter verified."""

    conversation_id: int | None = None
    # The same of an address that we gave to an outsider.
    side_thread_id: int | None = None
    # What the provider calls the conversation, where customers choose one.
    provider_id: str = ""
    # Provider ids of earlier messages, the likeliest first.
    references: tuple[str, ...] = ()
    # Normalised; empty where the channel has no subjects or this one says nothing.
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A bounce: which of our messages failed, for whom, and why."""

    external_id: str
    recipient: str
    permanent: bool
    reason: str
    status: str = ""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message as it arrived. `dedupe_key` is the same for the same message on the same channel, and for no other."""

    dedupe_key: str
    external_id: str
    sender: Party
    text: str
    subject: str = ""
    html: str = ""
    quoted: str = ""
    signature: str = ""
    parties: tuple[Party, ...] = ()
    # Further handles of the channel itself: among the parties, they are nobody in copy.
    own_handles: tuple[str, ...] = ()
    attachments: tuple[InboundAttachment, ...] = ()
    hints: ThreadHints = field(default_factory=ThreadHints)
    # What the sender's clock said: shown, never trusted for order.
    sent_at: datetime | None = None
    machine: Machine | None = None
    failure: Failure | None = None
    # Whether the channel vouches for the sender: False where it found them forged, None where it cannot tell.
    proven: bool | None = None
    language: str = ""
    # False: it says something, and nothing is wanted by it ("yes, solved"): what is resolved stays so.
    asks: bool = True
    warnings: tuple[str, ...] = ()
