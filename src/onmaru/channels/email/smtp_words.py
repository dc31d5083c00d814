"""A mail server's refusals as sentences for an agent, with the server's own words behind them."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.outbound import Permanent, Temporary

_ENHANCED = re.compile(r"^([245]\.\d{1,3}\.\d{1,3})\b")

NO_MAILBOX = gettext_lazy("There is no mailbox %(address)s.")
NO_DOMAIN = gettext_lazy("The domain of %(address)s takes no mail.")
DISABLED = gettext_lazy("The mailbox %(address)s is closed.")
FULL = gettext_lazy("The mailbox %(address)s is full.")
TOO_LARGE = gettext_lazy("The mail is too large for the mail server. Send large files as a link.")
LOGIN = gettext_lazy("The mail server does not accept the channel's user name and password. An admin can correct them in its settings.")
REFUSED = gettext_lazy("The mail server refuses to send this mail to %(address)s.")
OTHER = gettext_lazy("The mail server refused the mail.")
LATER = gettext_lazy("The mail server cannot take the mail at the moment.")

# The second and third number say what is meant, whatever the first and the old three-digit code are.
_BY_ENHANCED = {
    "1.1": NO_MAILBOX, "1.0": NO_MAILBOX, "1.3": NO_MAILBOX, "1.6": NO_MAILBOX, "1.10": NO_DOMAIN, "1.2": NO_DOMAIN, "4.4": NO_DOMAIN,
    "2.1": DISABLED, "2.2": FULL, "2.3": TOO_LARGE, "3.4": TOO_LARGE, "7.0": REFUSED, "7.1": REFUSED, "7.8": LOGIN, "7.9": LOGIN,
}  # fmt: skip
_BY_CODE = {552: TOO_LARGE, 530: LOGIN, 534: LOGIN, 535: LOGIN, 538: LOGIN, 550: REFUSED, 551: NO_MAILBOX, 553: NO_MAILBOX, 554: REFUSED}


def server_words(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return re.sub(r"\s+", " ", text).strip()[:300]


def reason(code: int, words: bytes | str, address: str = "") -> str:
    """One sentence, and in brackets what the server said."""
    said = server_words(words)
    enhanced = _ENHANCED.match(said)
    if 400 <= code < 500:
        sentence = LATER
    else:
        sentence = (_BY_ENHANCED.get(enhanced[1].partition(".")[2]) if enhanced else None) or _BY_CODE.get(code, OTHER)
    if sentence in (NO_MAILBOX, NO_DOMAIN, DISABLED, FULL, REFUSED) and not address:
        sentence = OTHER
    return f"{sentence % {'address': address}} ({code} {said})"


def refusal(code: int, words: bytes | str, address: str = "") -> Temporary | Permanent:
    """4xx is "not now", 5xx is "never like this"; anything else is a server that speaks no SMTP, which may pass."""
    made = reason(code, words, address)
    return Permanent(made) if 500 <= code < 600 else Temporary(made)


def unreachable(host: str, fault: Exception) -> Temporary:
    sentence = _("The mail server %(host)s cannot be reached.") % {"host": host}
    return Temporary(f"{sentence} ({server_words(str(fault) or type(fault).__name__)})")
