"""winmail.dat: the files and the body that Outlook wrapped in TNEF."""

import logging
from dataclasses import dataclass, field

import tnefparse.properties
import tnefparse.tnef

from onmaru.channels.email.mime.charset import clean, decode

logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class Unwrapped:
    files: list[tuple[str, bytes]] = field(default_factory=list)
    text: str = ""
    html: str = ""


#: The library copies the rest of the data for every object, so there must not be many.
MOST_OBJECTS = 3_000


def _is_bearable(data: bytes) -> bool:
    position, objects = 6, 0
    while position + 11 <= len(data) and objects <= MOST_OBJECTS:
        position += int.from_bytes(data[position + 5 : position + 9], "little") + 11
        objects += 1
    return objects <= MOST_OBJECTS


def unwrap_tnef(data: bytes) -> Unwrapped | None:
    """What is inside; None when it cannot be read."""
    if not _is_bearable(data):
        return None
    try:
        tnef = tnefparse.TNEF(data, do_checksum=False)
        out = Unwrapped(text=_text(tnef.body), html=_text(tnef.htmlbody))
        for attachment in tnef.attachments:
            content = attachment.data
            if content:
                out.files.append((_name(attachment), bytes(content)))
        return out
    except Exception:  # The library raises whatever its slices and struct calls meet in damaged data.
        return None


def _name(attachment: tnefparse.tnef.TNEFAttachment) -> str:
    # Its own `name` takes every name for UTF-8, and Outlook writes the codepage of the sender.
    long = [each.data for each in attachment.mapi_attrs if each.name == tnefparse.properties.MAPI_ATTACH_LONG_FILENAME]
    return _text(long or attachment._name)


def _text(value: object) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bytes):
        return clean(decode(value.rstrip(b"\0"))[0])
    return clean(str(value)) if value else ""
