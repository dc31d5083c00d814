"""Access tokens for mailboxes of Google and Microsoft, from the refresh token an admin gave us once."""

import time
from dataclasses import dataclass, replace
from threading import Lock

from onmaru.channels.email.actions.renew_token import renew_token
from onmaru.channels.email.settings import OAuth
from onmaru.kit import http

# Fetched anew this many seconds before it ends: the provider's clock and ours differ.
MARGIN = 120
SCOPES = {
    "google": "https://mail.google.com/",
    "microsoft": "https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send offline_access",
}


class SignInRefused(Exception):
    """The provider gives no token; `reason` is its own word for why ("invalid_grant": access was withdrawn)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Held:
    token: str
    until: float
    refresh_token: str


_tokens: dict[OAuth, _Held] = {}
_lock = Lock()


def access_token(channel_id: int, oauth: OAuth) -> str:
    """A token that is good for some minutes at least. Raises SignInRefused, or what `kit.http.post` raises."""
    with _lock:
        held = _tokens.get(oauth)
        if held is None or held.until < time.monotonic():
            held = _fetch(channel_id, oauth)
            # Also under the settings as they are now: whoever reads them next needs no token of their own.
            _tokens[oauth] = _tokens[replace(oauth, refresh_token=held.refresh_token)] = held
        return held.token


def forget(oauth: OAuth) -> None:
    """The mail server did not take the token."""
    with _lock:
        _tokens.pop(oauth, None)


def _fetch(channel_id: int, oauth: OAuth) -> _Held:
    form = {
        "grant_type": "refresh_token",
        "client_id": oauth.client_id,
        "client_secret": oauth.client_secret,
        "refresh_token": oauth.refresh_token,
    }
    if oauth.provider == "microsoft":
        form["scope"] = SCOPES["microsoft"]
    answer = http.post(oauth.endpoint, data={name: value for name, value in form.items() if value})
    try:
        told = answer.json()
    except ValueError:
        told = {}
    if not answer.ok or not told.get("access_token"):
        if answer.status >= 500 or answer.status == 429:
            raise http.Unreachable(f"{oauth.endpoint} answered {answer.status}")
        raise SignInRefused(str(told.get("error") or answer.status)[:200])
    # Microsoft gives a new refresh token each time, and lets the old one die after ninety days.
    renewed = told.get("refresh_token") or oauth.refresh_token
    if renewed != oauth.refresh_token:
        renew_token(channel_id, oauth.refresh_token, renewed)
    return _Held(told["access_token"], time.monotonic() + max(0, int(told.get("expires_in", 300)) - MARGIN), renewed)
