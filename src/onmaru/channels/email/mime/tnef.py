"""winmail.dat: the files and the body that Outlook wrapped in TNEF."""

import logging
from dataclasses import dataclass, field

import tnefparse

from onmaru.channels.email.mime.charset import clean, decode

logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class Unwrapped:
    files: list[tuple[str, bytes]] = field(default_factory=list)
    text: str = ""
    html: str = ""


def unwrap_tnef(data: bytes) -> Unwrapped | None:
    """What is inside; None when it cannot be read."""
    try:
        tnef = tnefparse.TNEF(data, do_checksum=False)
        out = Unwrapped(text=_text(tnef.body), html=_text(tnef.htmlbody))
        for attachment in tnef.attachments:
            content = attachment.data
            if content:
                name = attachment.long_filename() or attachment.name
                out.files.append((_text(name), bytes(content)))
        return out
    except Exception:  # The library raises whatever its slices and struct calls meet in damaged data.
        return None


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        return clean(decode(value.rstrip(b"\0"))[0])
    return clean(str(value)) if value else ""
