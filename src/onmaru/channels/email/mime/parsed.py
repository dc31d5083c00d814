"""What a raw mail means: the frozen shapes that `parse` returns."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Address:
    address: str = ""
    name: str = ""

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "address": self.address}


@dataclass(frozen=True, slots=True)
class ParsedAttachment:
    name: str
    type: str
    content: bytes = field(repr=False)
    sha256: str
    inline: bool = False
    cid: str | None = None

    @property
    def size(self) -> int:
        return len(self.content)

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "type": self.type,
            "size": self.size,
            "sha256": self.sha256,
            "inline": self.inline,
            "cid": self.cid,
        }


@dataclass(frozen=True, slots=True)
class Bounce:
    recipient: str | None
    status: str | None
    diagnostic: str | None
    permanent: bool
    original_message_id: str | None = None
    original_recipient: str | None = None
    recipients: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "recipient": self.recipient,
            "status": self.status,
            "diagnostic": self.diagnostic,
            "permanent": self.permanent,
            "original_message_id": self.original_message_id,
            "original_recipient": self.original_recipient,
            "recipients": list(self.recipients),
        }


@dataclass(frozen=True, slots=True)
class Invitation:
    """The first event of a text/calendar part; times are ISO 8601, in UTC where the zone is known."""

    method: str = ""
    summary: str = ""
    start: str = ""
    end: str = ""
    location: str = ""
    organizer: str = ""
    uid: str = ""
    description: str = ""

    def to_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in self.__slots__ if name != "description"}


@dataclass(frozen=True, slots=True)
class Guards:
    """Header facts that decide whether answering by machine would be safe."""

    auto_submitted: str = ""
    precedence: str = ""
    suppress: str = ""
    list_id: str = ""
    list_unsubscribe: bool = False
    null_return_path: bool = False

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ParsedMail:
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    date: datetime | None = None
    from_: Address = Address()
    sender: Address | None = None
    reply_to: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    subject: str = ""
    text: str = ""
    reply: str = ""
    quoted: str = ""
    signature: str = ""
    html: str = ""
    attachments: tuple[ParsedAttachment, ...] = ()
    machine: str | None = None
    bounce: Bounce | None = None
    warnings: tuple[str, ...] = ()
    return_path: str | None = None
    delivered_to: tuple[str, ...] = ()
    calendar: Invitation | None = None
    guards: Guards = Guards()
    # Whether the server that took it found the From proven, forged, or said nothing.
    proven: bool | None = None

    @property
    def list_id(self) -> str:
        return self.guards.list_id

    def to_json(self) -> dict[str, Any]:
        return {
            "message_id": self.message_id,
            "in_reply_to": self.in_reply_to,
            "references": list(self.references),
            "date": self.date.isoformat().replace("+00:00", "Z") if self.date else None,
            "from": self.from_.to_json(),
            "sender": self.sender.to_json() if self.sender else None,
            "reply_to": [address.to_json() for address in self.reply_to],
            "to": [address.to_json() for address in self.to],
            "cc": [address.to_json() for address in self.cc],
            "subject": self.subject,
            "text": self.text,
            "reply": self.reply,
            "quoted": self.quoted,
            "signature": self.signature,
            "html": self.html,
            "attachments": [attachment.to_json() for attachment in self.attachments],
            "machine": self.machine,
            "bounce": self.bounce.to_json() if self.bounce else None,
            "warnings": list(self.warnings),
            "return_path": self.return_path,
            "delivered_to": list(self.delivered_to),
            "calendar": self.calendar.to_json() if self.calendar else None,
            "guards": self.guards.to_json(),
            "proven": self.proven,
        }
