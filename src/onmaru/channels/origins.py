"""Origins of pages as browsers write them, from what people type: with the letters of their own language, a path, the usual port. Pure."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f]*:[0-9a-f:.]+")
_USUAL = {"http": 80, "https": 443}


def origin_of(text: str) -> str:
    """ "https://haru.example" of a page's address; empty for what has none. What it gives may stand in a content policy."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        # A browser that shows 하루상점.kr still says xn--….
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError:
        return ""
    if parts.scheme not in _USUAL or "@" in parts.netloc or not _HOST.fullmatch(host):
        return ""
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}" if port in {None, _USUAL[parts.scheme]} else f"{parts.scheme}://{shown}:{port}"
