"""What an e-mail channel knows about reaching its mailbox: the shapes behind the channel's encrypted settings."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Channel

# Where refresh tokens are exchanged for access tokens, and the smallest scope that reads and sends mail.
TOKEN_URLS = {
    "google": "https://oauth2.googleapis.com/token",
    "microsoft": "https://login.microsoftonline.com/common/oauth2/v2.0/token",
}
_HOST = re.compile(r"[\w.-]+|\[?[0-9a-f:.]+\]?", re.IGNORECASE)
SECURITIES = ("tls", "starttls", "none")
ESPS = ("mailgun", "postmark", "ses", "resend", "mailersend", "sendgrid", "brevo")


@dataclass(frozen=True, slots=True)
class OAuth:
    """Sign-in with a provider's tokens (XOAUTH2). `token_url` overrides the provider's own endpoint."""

    provider: str = "google"
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    token_url: str = ""

    @property
    def endpoint(self) -> str:
        return self.token_url or TOKEN_URLS[self.provider]


@dataclass(frozen=True, slots=True)
class Imap:
    """The mailbox that is fetched. `after` is "flag" or "move:<folder>"; `ca_file` trusts a private authority."""

    host: str = ""
    port: int = 993
    security: str = "tls"
    user: str = ""
    password: str = field(default="", repr=False)
    oauth: OAuth | None = None
    folder: str = "INBOX"
    after: str = "flag"
    poll_seconds: int = 60
    ca_file: str = ""

    @property
    def moves_to(self) -> str:
        """The folder taken mails are moved to; empty when they are flagged."""
        return self.after.removeprefix("move:") if self.after.startswith("move:") else ""


@dataclass(frozen=True, slots=True)
class Smtp:
    """The server that replies leave by."""

    host: str = ""
    port: int = 587
    security: str = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    oauth: OAuth | None = None
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Esp:
    """A mail provider's API and webhooks. Which of the secrets it uses depends on the provider; see `problems`."""

    provider: str = ""
    signing_key: str = field(default="", repr=False)
    basic_user: str = ""
    basic_password: str = field(default="", repr=False)
    api_key: str = field(default="", repr=False)
    # The provider's API elsewhere than usual: its European region, a test's server.
    api_url: str = ""
    domain: str = ""
    # SES: the one SNS topic that is believed.
    topic_arn: str = ""
    # Replies leave by this provider instead of SMTP.
    sends: bool = False


@dataclass(frozen=True, slots=True)
class EmailSettings:
    imap: Imap | None = None
    smtp: Smtp | None = None
    esp: Esp | None = None
    from_name: str = ""
    signature: str = ""
    # Other addresses whose mail belongs to this channel.
    aliases: tuple[str, ...] = ()
    # Every mail we send is also sent to our own mailbox, where it can be looked for when the server's answer was lost.
    keep_copy: bool = True

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Unknown keys are ignored, so that a newer deployment's settings can be read by an older one."""
        return cls(
            imap=_with_oauth(Imap, data.get("imap")),
            smtp=_with_oauth(Smtp, data.get("smtp")),
            esp=_made(Esp, data.get("esp")),
            from_name=data.get("from_name", ""),
            signature=data.get("signature", ""),
            aliases=tuple(data.get("aliases", ())),
            keep_copy=bool(data.get("keep_copy", True)),
        )

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "aliases": list(self.aliases)}

    @property
    def copies_itself(self) -> bool:
        """Whether what we send by SMTP can be found again: there is a mailbox to keep copies in."""
        return self.keep_copy and self.imap is not None and not (self.esp and self.esp.sends)

    def problems(self) -> list[str]:
        """What keeps these settings from working, each a sentence for the person who typed them; empty when nothing does."""
        return [str(problem) for problem in _problems(self)]


def of(channel: Channel) -> EmailSettings:
    return EmailSettings.from_json(channel.settings or {})


def addresses(channel: Channel) -> tuple[str, ...]:
    """Every address whose mail belongs to the channel, in lower case, its own first."""
    return tuple(dict.fromkeys(address.strip().lower() for address in (channel.handle, *of(channel).aliases)))


def _made(shape: type[Any], data: dict[str, Any] | None) -> Any:
    if data is None:
        return None
    known = {each.name for each in fields(shape)}
    return shape(**{name: value for name, value in data.items() if name in known})


def _with_oauth(shape: type[Any], data: dict[str, Any] | None) -> Any:
    return None if data is None else _made(shape, {**data, "oauth": _made(OAuth, data.get("oauth"))})


def _problems(settings: EmailSettings) -> Iterator[Any]:
    for server, name in ((settings.imap, _("incoming")), (settings.smtp, _("outgoing"))):
        if server is not None:
            yield from _server_problems(server, name)
    if settings.imap:
        if settings.imap.after != "flag" and not settings.imap.moves_to.strip():
            yield _("Choose whether fetched mail is marked as read or moved, and to which folder.")
        if settings.imap.moves_to == settings.imap.folder:
            yield _("Fetched mail cannot be moved to the folder it is fetched from.")
        if not 5 <= settings.imap.poll_seconds <= 3600:
            yield _("Look for new mail every 5 to 3600 seconds.")
    if settings.esp:
        yield from _esp_problems(settings.esp)


def _server_problems(server: Imap | Smtp, name: Any) -> Iterator[Any]:
    if not _HOST.fullmatch(server.host):
        yield _("Enter the name of the %(which)s mail server, like mail.example.com.") % {"which": name}
    if not 1 <= server.port <= 65535:
        yield _("The port of the %(which)s mail server is a number from 1 to 65535.") % {"which": name}
    if server.security not in SECURITIES:
        yield _("Choose how the connection to the %(which)s mail server is secured.") % {"which": name}
    if server.oauth:
        if server.oauth.provider not in TOKEN_URLS:
            yield _("Sign-in by token works with Google and Microsoft.")
        if not (server.oauth.client_id and server.oauth.refresh_token and server.user):
            yield _("Sign-in by token needs the mailbox, a client ID and a refresh token.")
    elif isinstance(server, Imap) and not (server.user and server.password):
        yield _("Enter the user name and the password of the mailbox.")


def _esp_problems(esp: Esp) -> Iterator[Any]:
    if esp.provider not in ESPS:
        yield _("Choose one of the mail providers in the list.")
    if esp.provider in {"mailgun", "resend", "mailersend"} and not esp.signing_key:
        yield _("Enter the signing key that the provider shows beside the webhook.")
    if esp.provider == "postmark" and not (esp.basic_user and esp.basic_password):
        yield _("Postmark does not sign: choose a user name and a password for the webhook's address.")
    if esp.provider == "ses" and not esp.topic_arn.startswith("arn:"):
        yield _("Enter the ARN of the SNS topic that Amazon SES publishes to.")
    if esp.provider in {"resend", "brevo"} and not esp.api_key:
        yield _("Enter an API key: this provider's webhook only announces a mail, which is then fetched.")
    if esp.sends and not esp.api_key:
        yield _("Enter an API key to send with.")
