"""Servers of the mail services that shops use, so that nobody has to look them up. Services that only speak POP3 have none."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Preset:
    """Servers as (host, port, security). `hint` says what has to be switched on there, and which password is wanted."""

    name: str | Promise
    imap: tuple[str, int, str]
    smtp: tuple[str, int, str]
    hint: str | Promise
    # Domains whose addresses can only be there.
    domains: tuple[str, ...] = ()


PRESETS = {
    "naver": Preset(
        _("Naver Mail"),
        ("imap.naver.com", 993, "tls"),
        ("smtp.naver.com", 587, "starttls"),
        _("Switch on IMAP in Naver Mail's settings. With two-step sign-in, make an application password in your Naver account."),
        ("naver.com",),
    ),
    "naver_works": Preset(
        _("Naver Works"),
        ("imap.worksmobile.com", 993, "tls"),
        ("smtp.worksmobile.com", 587, "starttls"),
        _("Allow IMAP in the mail settings, and make an external application password in your account."),
    ),
    "daum": Preset(
        _("Daum Mail"),
        ("imap.daum.net", 993, "tls"),
        ("smtp.daum.net", 465, "tls"),
        _("Switch on IMAP in Daum Mail's settings. With two-step sign-in, make an application password."),
        ("daum.net", "hanmail.net"),
    ),
    "kakao": Preset(
        _("Kakao Mail"),
        ("imap.kakao.com", 993, "tls"),
        ("smtp.kakao.com", 465, "tls"),
        _("Switch on IMAP in Kakao Mail's settings, and make an application password in your Kakao account."),
        ("kakao.com",),
    ),
    "gmail": Preset(
        _("Gmail or Google Workspace"),
        ("imap.gmail.com", 993, "tls"),
        ("smtp.gmail.com", 587, "starttls"),
        _("Google takes an app password, which needs two-step sign-in; or a token, under “Sign-in by token”."),
        ("gmail.com", "googlemail.com"),
    ),
    "outlook": Preset(
        _("Outlook or Microsoft 365"),
        ("outlook.office365.com", 993, "tls"),
        ("smtp.office365.com", 587, "starttls"),
        _("Microsoft takes no passwords any more: use “Sign-in by token”."),
        ("outlook.com", "hotmail.com", "live.com"),
    ),
}
CHOICES = [(key, preset.name) for key, preset in PRESETS.items()] + [(OTHER, _("Another mail server (Cafe24, Gabia, one of your own …)"))]


def guessed(imap_host: str, smtp_host: str) -> str:
    """The preset that has these servers."""
    found = (key for key, preset in PRESETS.items() if (preset.imap[0], preset.smtp[0]) == (imap_host, smtp_host))
    return next(found, OTHER)
