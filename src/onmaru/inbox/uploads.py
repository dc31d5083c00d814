"""Which files people outside may hand in: what a file is, is read from its content, and its name has to say the same. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

Fault = Literal["too_many", "too_large", "empty", "not_taken"]
HEAD = 64
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# By the ending of the name: what the file has to begin with, and the type it is kept under.
_KNOWN: dict[str, tuple[tuple[bytes, ...], str]] = {
    "png": ((b"\x89PNG\r\n\x1a\n",), "image/png"),
    "jpg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "jpeg": ((b"\xff\xd8\xff",), "image/jpeg"),
    "gif": ((b"GIF87a", b"GIF89a"), "image/gif"),
    "pdf": ((b"%PDF-",), "application/pdf"),
    "zip": ((_ZIP, b"PK\x05\x06"), "application/zip"),
    "docx": ((_ZIP,), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ((_ZIP,), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pptx": ((_ZIP,), "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    "hwpx": ((_ZIP,), "application/hwp+zip"),
    "hwp": ((_OLE, b"HWP Document File"), "application/x-hwp"),
    "doc": ((_OLE,), "application/msword"),
    "xls": ((_OLE,), "application/vnd.ms-excel"),
    "ppt": ((_OLE,), "application/vnd.ms-powerpoint"),
}
# What stands at the fifth byte of a picture or film of a phone, or at the ninth.
_AT_4 = {"mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "heic": "image/heic", "heif": "image/heif", "avif": "image/avif"}
_AT_8 = {"webp": (b"WEBP", "image/webp")}
_TEXT = {"txt": "text/plain", "csv": "text/csv"}
ENDINGS = (*_KNOWN, *_AT_4, *_AT_8, *_TEXT)
ACCEPT = ",".join(f".{ending}" for ending in ENDINGS)


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes: of one file, and of all together."""

    count: int = 5
    each: int = 10 * 1024 * 1024
    together: int = 18 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Handed:
    """A file as it was handed in: its name, its size, its first bytes."""

    name: str
    size: int
    head: bytes


def type_of(name: str, head: bytes) -> str | None:
    """The type a file is kept under; None for one that is not taken, or whose name says another thing than its content."""
    ending = PurePath(name).suffix.lower().removeprefix(".")
    if known := _KNOWN.get(ending):
        return known[1] if head.startswith(known[0]) else None
    if ending in _AT_4:
        return _AT_4[ending] if head[4:8] in {b"ftyp", b"moov", b"mdat", b"wide"} else None
    if ending in _AT_8:
        return _AT_8[ending][1] if head.startswith(b"RIFF") and head[8:12] == _AT_8[ending][0] else None
    return _TEXT[ending] if ending in _TEXT and b"\0" not in head else None


def faults(files: Iterable[Handed], limits: Limits) -> list[tuple[str, Fault]]:
    """What is wrong with which file; the name is empty where it is all of them."""
    found: list[tuple[str, Fault]] = []
    handed = list(files)
    if len(handed) > limits.count:
        found.append(("", "too_many"))
    if sum(file.size for file in handed) > limits.together:
        found.append(("", "too_large"))
    for file in handed:
        if file.size == 0:
            found.append((file.name, "empty"))
        elif file.size > limits.each:
            found.append((file.name, "too_large"))
        elif type_of(file.name, file.head) is None:
            found.append((file.name, "not_taken"))
    return found
