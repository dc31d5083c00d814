"""What an admin types to connect a mailbox: mostly an address, a service from a list, and a password."""

from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from onmaru.channels.email.presets import CHOICES, OTHER, PRESETS, guessed
from onmaru.channels.email.settings import ESPS, EmailSettings, Esp, Imap, OAuth, Smtp, of
from onmaru.channels.email.trial import NONE_YET, tried
from onmaru.channels.form import ChannelForm, Secret, Trial
from onmaru.inbox.models import Channel

SECURITIES = [("tls", _("TLS")), ("starttls", _("STARTTLS")), ("none", _("None (only inside your own network)"))]
SERVERS = ("imap_host", "imap_port", "imap_security", "imap_user", "imap_folder", "after", "smtp_host", "smtp_port", "smtp_security",
           "smtp_user", "smtp_password")  # fmt: skip
TOKENS = ("oauth_provider", "client_id", "client_secret", "refresh_token")
PROVIDER = ("esp_provider", "signing_key", "api_key", "basic_user", "basic_password", "domain", "topic_arn", "esp_sends")
ESP_NAMES = {"ses": "Amazon SES", "mailersend": "MailerSend", "sendgrid": "SendGrid"}
# Fields of the form, by where their value stands.
SECRETS = {
    "password": ("imap", "password"), "smtp_password": ("smtp", "password"), "client_secret": ("oauth", "client_secret"),
    "refresh_token": ("oauth", "refresh_token"), "signing_key": ("esp", "signing_key"), "api_key": ("esp", "api_key"),
    "basic_password": ("esp", "basic_password"),
}  # fmt: skip


class Form(ChannelForm):
    address = forms.EmailField(
        label=_("Customers write to"), max_length=254, widget=forms.EmailInput(attrs={"placeholder": "help@your-shop.kr"})
    )
    preset = forms.ChoiceField(label=_("Mail service"), choices=CHOICES)
    password = Secret(label=_("Password"), help_text=_("Most services want an application password, not the one you sign in with."))
    from_name = forms.CharField(
        label=_("Sender name"), required=False, max_length=80, help_text=_("Stands after the agent's name; empty: the shop's name.")
    )
    signature = forms.CharField(
        label=_("Signature"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For agents without one of their own."),
    )  # fmt: skip
    aliases = forms.CharField(
        label=_("Other addresses of this mailbox"), required=False, max_length=1000, help_text=_("Several with commas between them.")
    )

    imap_host = forms.CharField(label=_("Incoming server (IMAP)"), required=False, max_length=253)
    imap_port = forms.IntegerField(label=_("Port"), required=False, initial=993)
    imap_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITIES, initial="tls")
    imap_user = forms.CharField(label=_("User name"), required=False, max_length=254, help_text=_("Empty: the address."))
    imap_folder = forms.CharField(label=_("Folder"), required=False, max_length=200, initial="INBOX")
    after = forms.CharField(
        label=_("Fetched mail is moved to the folder"), required=False, max_length=200, help_text=_("Empty: it stays, marked as read.")
    )
    smtp_host = forms.CharField(label=_("Outgoing server (SMTP)"), required=False, max_length=253)
    smtp_port = forms.IntegerField(label=_("Port"), required=False, initial=587)
    smtp_security = forms.ChoiceField(label=_("Encryption"), choices=SECURITIES, initial="starttls")
    smtp_user = forms.CharField(label=_("User name"), required=False, max_length=254, help_text=_("Empty: the same."))
    smtp_password = Secret(label=_("Password"), help_text=_("Empty: the same."))

    oauth_provider = forms.ChoiceField(
        label=_("Provider"), required=False, choices=[("", _("Sign in by password")), ("google", "Google"), ("microsoft", "Microsoft")]
    )
    client_id = forms.CharField(label=_("Client ID"), required=False, max_length=500)
    client_secret = Secret(label=_("Client secret"))
    refresh_token = Secret(label=_("Refresh token"))

    esp_provider = forms.ChoiceField(
        label=_("Provider"), required=False, choices=[("", _("None")), *((name, ESP_NAMES.get(name, name.capitalize())) for name in ESPS)]
    )
    signing_key = Secret(label=_("Signing key"))
    api_key = Secret(label=_("API key"))
    basic_user = forms.CharField(label=_("User name of the webhook"), required=False, max_length=200)
    basic_password = Secret(label=_("Password of the webhook"))
    domain = forms.CharField(label=_("Domain"), required=False, max_length=253)
    topic_arn = forms.CharField(label=_("SNS topic (Amazon SES)"), required=False, max_length=300)
    esp_sends = forms.BooleanField(label=_("Send replies by this provider too"), required=False)

    field_order = ("name", "address", "preset", "password", "team", "from_name", "signature", "acknowledges")
    groups_of: ClassVar = (
        (_("Servers"), (*SERVERS, "aliases")),
        (_("Sign-in by token"), TOKENS),
        (_("Mail provider's webhook"), PROVIDER),
    )

    hints_after: ClassVar = "password"
    hints: ClassVar = tuple((preset.name, preset.hint) for preset in PRESETS.values())

    def has_secret(self, name: str) -> bool:
        return bool(self.channel and _secret(of(self.channel), name))

    def unfolds(self, names: tuple[str, ...]) -> bool:
        picked = {"oauth_provider": "", "esp_provider": "", "imap_host": OTHER}
        key = next(name for name in picked if name in names)
        if key == "imap_host":
            return self["preset"].value() == OTHER
        return bool(self[key].value())

    @classmethod
    def values_of(cls, channel: Channel) -> dict[str, Any]:
        kept = of(channel)
        imap, smtp, esp = kept.imap or Imap(), kept.smtp or Smtp(), kept.esp or Esp()
        oauth = imap.oauth or smtp.oauth
        return {
            **super().values_of(channel),
            "address": channel.handle,
            "preset": guessed(imap.host, smtp.host),
            "from_name": kept.from_name,
            "signature": kept.signature,
            "aliases": ", ".join(kept.aliases),
            **{f"imap_{name}": getattr(imap, name) for name in ("host", "port", "security", "user", "folder")},
            "after": imap.moves_to,
            **{f"smtp_{name}": getattr(smtp, name) for name in ("host", "port", "security", "user")},
            "oauth_provider": oauth.provider if oauth else "",
            "client_id": oauth.client_id if oauth else "",
            "esp_provider": esp.provider,
            "basic_user": esp.basic_user,
            "domain": esp.domain,
            "topic_arn": esp.topic_arn,
            "esp_sends": esp.sends,
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            for problem in self._made().problems():
                self.add_error(None, problem)
            if not (said["esp_provider"] or self._made().imap):
                self.add_error("imap_host", _("Enter the server that mail is fetched from, or choose a mail service."))
        return said

    @property
    def handle(self) -> str:
        return self.cleaned_data["address"].strip().lower()

    @property
    def settings(self) -> dict[str, Any]:
        return self._made().to_json()

    def trials(self) -> list[Trial]:
        return tried(self._made(), self.channel.pk if self.channel else NONE_YET)

    def _made(self) -> EmailSettings:
        said = self.cleaned_data
        kept = of(self.channel) if self.channel else EmailSettings()
        preset = PRESETS.get(said["preset"])
        imap = (kept.imap or Imap(), preset.imap if preset else (said["imap_host"], said["imap_port"] or 0, said["imap_security"]))
        smtp = (kept.smtp or Smtp(), preset.smtp if preset else (said["smtp_host"], said["smtp_port"] or 0, said["smtp_security"]))
        user = said["imap_user"] or self.handle
        password = said["password"] or _secret(kept, "password")
        return replace(
            kept,
            imap=_at(*imap, user, password, self._oauth(kept), folder=said["imap_folder"] or "INBOX", after=_after(said["after"])),
            smtp=_at(
                *smtp, said["smtp_user"] or user, said["smtp_password"] or self._own_smtp_password(kept) or password, self._oauth(kept)
            ),
            esp=self._esp(kept),
            from_name=said["from_name"],
            signature=said["signature"],
            aliases=tuple(alias.strip().lower() for alias in said["aliases"].split(",") if alias.strip()),
        )

    def _own_smtp_password(self, kept: EmailSettings) -> str:
        """The one kept for sending, where it is not simply the mailbox's."""
        own = _secret(kept, "smtp_password")
        return "" if own == _secret(kept, "password") else own

    def _oauth(self, kept: EmailSettings) -> OAuth | None:
        said = self.cleaned_data
        if not said["oauth_provider"]:
            return None
        before = (kept.imap and kept.imap.oauth) or (kept.smtp and kept.smtp.oauth) or OAuth()
        secrets = {name: said[name] or _secret(kept, name) for name in ("client_secret", "refresh_token")}
        return replace(before, provider=said["oauth_provider"], client_id=said["client_id"], **secrets)

    def _esp(self, kept: EmailSettings) -> Esp | None:
        said = self.cleaned_data
        if not said["esp_provider"]:
            return None
        secrets = {name: said[name] or _secret(kept, name) for name in ("signing_key", "api_key", "basic_password")}
        plain = {name: said[name] for name in ("basic_user", "domain", "topic_arn")}
        return replace(kept.esp or Esp(), provider=said["esp_provider"], sends=said["esp_sends"], **plain, **secrets)


def _at(server: Any, place: tuple[str, int, str], user: str, password: str, oauth: OAuth | None, **more: Any) -> Any:
    """The server with these values, or None where none is named."""
    host, port, security = place
    return replace(server, host=host, port=port, security=security, user=user, password=password, oauth=oauth, **more) if host else None


def _after(folder: str) -> str:
    return f"move:{folder.strip()}" if folder.strip() else "flag"


def _secret(kept: EmailSettings, field: str) -> str:
    place, name = SECRETS[field]
    if place == "oauth":
        oauth = (kept.imap and kept.imap.oauth) or (kept.smtp and kept.smtp.oauth)
        return getattr(oauth, name) if oauth else ""
    part = getattr(kept, place)
    return getattr(part, name) if part else ""
