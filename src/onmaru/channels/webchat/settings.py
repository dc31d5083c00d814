"""What a chat channel knows: who may show its widget, what proves a customer of the shop, and how the widget looks and speaks.

The channel keeps it encrypted, because of the secrets.
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, Self, TypeVar

from onmaru.channels.webchat.kind import MEGABYTE
from onmaru.inbox.models import Channel
from onmaru.inbox.rich import Field

# By extension in the dialog of files, by content when they arrive.
TYPES = (
    "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "application/zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/x-hwp", "application/haansofthwpx", "video/mp4",
)  # fmt: skip
WAYS = ("chat", "kakao", "phone", "email", "form")


@dataclass(frozen=True, slots=True)
class IdentitySecret:
    """One of the keys that the shop's server signs with. To rotate: add one, let the shop change over, remove the old one."""

    value: str = field(default="", repr=False)
    made_on: str = ""


@dataclass(frozen=True, slots=True)
class Attachments:
    enabled: bool = True
    max_bytes: int = 10 * MEGABYTE
    # Of one visitor in an hour.
    most: int = 20
    types: tuple[str, ...] = TYPES


@dataclass(frozen=True, slots=True)
class ContactWay:
    """A way to reach the shop that the widget offers. `pages` are beginnings of paths ("/order"); none means everywhere."""

    kind: str = "chat"
    title: str = ""
    url: str = ""
    pages: tuple[str, ...] = ()
    when: Literal["always", "open", "closed"] = "always"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a visitor agrees to before their data is taken; a changed text is a new version, and is asked for anew."""

    text: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    primary: str = "#1f6feb"
    theme: Literal["auto", "light", "dark"] = "auto"
    position: Literal["right", "left"] = "right"
    greeting: str = ""
    launcher_text: str = ""
    sound: bool = True


@dataclass(frozen=True, slots=True)
class WebchatSettings:
    # Exact origins of pages that may show the widget: https://haru.example, with the port where it is not the usual one.
    origins: tuple[str, ...] = ()
    secrets: tuple[IdentitySecret, ...] = ()
    # Nobody chats without being signed in at the shop.
    require_identity: bool = False
    # A signature must say until when it counts.
    identity_expires: bool = False
    look: Look = field(default_factory=Look)
    pre_chat: tuple[Field, ...] = ()
    attachments: Attachments = field(default_factory=Attachments)
    ways: tuple[ContactWay, ...] = ()
    consent: Consent = field(default_factory=Consent)
    # Whether agents may see which page a visitor is on, once the visitor agreed.
    context: bool = False

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Unknown keys are ignored, so that a newer deployment's settings can be read by an older one."""
        return cls(
            origins=tuple(data.get("origins", ())),
            secrets=tuple(_made(IdentitySecret, one) for one in data.get("secrets", ())),
            require_identity=bool(data.get("require_identity")),
            identity_expires=bool(data.get("identity_expires")),
            look=_made(Look, data.get("look", {})),
            pre_chat=tuple(_made(Field, one) for one in data.get("pre_chat", ())),
            attachments=_made(Attachments, data.get("attachments", {})),
            ways=tuple(_made(ContactWay, one) for one in data.get("ways", ())),
            consent=_made(Consent, data.get("consent", {})),
            context=bool(data.get("context")),
        )

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def allows(self, origin: str) -> bool:
        return origin in self.origins


M = TypeVar("M")


def _made(shape: type[M], data: dict[str, Any]) -> M:
    known = {one.name for one in fields(shape)}  # pyright: ignore[reportArgumentType]
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items() if name in known}
    return shape(**given)


def of(channel: Channel) -> WebchatSettings:
    return WebchatSettings.from_json(channel.settings or {})
