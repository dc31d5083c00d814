"""What a kind of channel has to provide. One object a kind; it keeps nothing, and knows no database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from onmaru.channels.calls import Answer, Call
from onmaru.inbox.inbound import Inbound
from onmaru.inbox.models import Channel, Message
from onmaru.inbox.outbound import Outbound, Receipt


class Refused(Exception):
    """A hook call that did not prove where it came from. `status` is the HTTP status that tells its sender so."""

    def __init__(self, reason: str, status: int = 403) -> None:
        super().__init__(reason)
        self.reason, self.status = reason, status


class Unreadable(Exception):
    """A payload that cannot be understood; it waits in the tray with this reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Payload:
    """Something exactly as it arrived: the raw bytes, and what came with them (HTTP headers, the mail envelope)."""

    raw: bytes
    source: str
    meta: Mapping[str, Any] = field(default_factory=dict)


class Incomplete(Exception):
    """A payload that only announces a message; `Adapter.complete` has to fetch the rest first."""


class Adapter(Protocol):
    def verify(self, call: Call, channel: Channel) -> Answer:
        """Whether a call at our hook came from the provider; raises Refused when it did not. May answer a handshake."""
        ...

    def parse(self, payload: Payload, channel: Channel) -> list[Inbound]:
        """Pure: bytes to messages. An unknown event gives none; what should be a message and is not raises Unreadable, and what only
        announces one Incomplete."""
        ...

    def complete(self, payload: Payload, channel: Channel) -> bytes:
        """Fetch what a payload announces and give the payload that `parse` can understand. Raises Unreadable when it never will be there,
        anything else when it may be later."""
        ...

    def glance(self, head: bytes) -> tuple[str, str]:
        """Who wrote a payload and about what, read from its first bytes for the tray; empty where that cannot be told. Never raises."""
        ...

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        """Send one message. Calls `handing_over()` right before the step after which the provider may have taken it, and stops if that
        gives False. Raises Temporary, Permanent, Unsupported, or Unknown when the provider's answer was lost after that step."""
        ...

    def was_sent(self, external_id: str, channel: Channel) -> bool | None:
        """Whether the provider has a message whose answer was lost; None when there is no way to tell."""
        ...


@runtime_checkable
class KeepsBooks(Protocol):
    """An adapter with records of its own beside the inbox's."""

    def filed(self, message: Message, inbound: Inbound) -> None:
        """Called in the transaction that filed a message; also once more for one that was filed before."""
        ...


@runtime_checkable
class Attends(Protocol):
    """An adapter whose customers are told that somebody is writing to them, and that somebody has read what they wrote."""

    def typing(self, conversation_id: int, name: str, on: bool) -> None: ...
    def seen(self, conversation_id: int, message_id: int) -> None: ...


_adapters: dict[str, Adapter] = {}


def register(kind: str, adapter: Adapter) -> None:
    _adapters[kind] = adapter


def of(channel: Channel) -> Adapter:
    """Raises KeyError for a kind whose package is not installed."""
    return _adapters[channel.kind]
