"""The pictures of a mail: its own come from our attachments, those from elsewhere only when asked for.

The HTML was sanitised when it came.
"""

import re
from html import unescape
from urllib.parse import unquote

from django.urls import reverse

from onmaru.inbox.models import Message

_CID = re.compile(r'(<img\b[^>]*?\ssrc=")cid:([^"]+)(")', re.IGNORECASE)
_HELD = re.compile(r'(<img\b[^>]*?\s)data-remote-src=(")', re.IGNORECASE)


def with_own_pictures(html: str, message: Message, host: str) -> tuple[str, list[str]]:
    """`cid:` addresses become those of our attachments; also the addresses that the document must be allowed to load."""
    known = {file.cid.strip("<>").lower(): file.pk for file in message.attachments.exclude(cid="").exclude(blob="")}  # pyright: ignore[reportAttributeAccessIssue]
    used: dict[str, None] = {}

    def own(match: re.Match[str]) -> str:
        number = known.get(unquote(unescape(match[2])).strip("<>").lower())
        if number is None:
            return match[0]
        address = reverse("desk_attachment", args=[number])
        used[f"{host}{address}"] = None
        return f"{match[1]}{address}{match[3]}"

    return _CID.sub(own, html), list(used)


def with_remote_pictures(html: str) -> str:
    return _HELD.sub(r"\1src=\2", html)
