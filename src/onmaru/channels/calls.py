"""A provider's call at our hook, and what it is answered. Pure."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it arrived. Names of headers are in lower case."""

    method: str
    headers: Mapping[str, str]
    body: bytes
    query: Mapping[str, str] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "")

    def basic_auth(self) -> tuple[str, str]:
        """User name and password; two empty strings where there are none."""
        scheme, _, given = self.headers.get("authorization", "").partition(" ")
        try:
            user, _, password = base64.b64decode(given, validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return "", ""
        return (user, password) if scheme.lower() == "basic" else ("", "")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a proven call is answered with. `keep` is false where there is nothing to understand later (a handshake).

    `key` is the provider's own id of the event, the same when it calls again; empty where only the bytes can tell.
    """

    keep: bool = True
    key: str = ""
    body: str = ""
