"""What makes two mails the same mail. Pure."""

import hashlib
import unicodedata

from onmaru.channels.email.mime import ParsedMail

# Enough of a text to tell mails apart; hashing all of a fifty-megabyte one would tell no more.
COMPARED = 50_000


def fingerprint(mail: ParsedMail) -> str:
    """64 hex digits, equal for one mail however often and by whichever way it came.

    The Message-ID alone is not enough: some programs give every mail the same one. So what was written counts as well: by whom, when, about
    what, with which files. White space does not, because servers on the way change it.
    """
    told = [
        mail.message_id or "",
        mail.from_.address.lower(),
        mail.date.isoformat() if mail.date else "",
        _even(mail.subject),
        _even(mail.text),
        *sorted(attachment.sha256 for attachment in mail.attachments),
    ]
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "replace")).hexdigest()


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text[:COMPARED]).split())
