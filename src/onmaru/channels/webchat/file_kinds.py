"""What kind of file something is, by what is in it. What it is called and what its sender says of it only has to agree. Pure."""

import re
from collections.abc import Collection
from pathlib import PurePosixPath

# So many of the first bytes tell.
ENOUGH = 4096
LONGEST_NAME = 120
_OFFICE = "application/vnd.openxmlformats-officedocument"
# By kind: endings that it may have.
ENDINGS: dict[str, tuple[str, ...]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jfif"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".csv", ".log"),
    "application/zip": (".zip",),
    f"{_OFFICE}.wordprocessingml.document": (".docx",),
    f"{_OFFICE}.spreadsheetml.sheet": (".xlsx",),
    f"{_OFFICE}.presentationml.presentation": (".pptx",),
    "application/x-hwp": (".hwp",),
    "application/haansofthwpx": (".hwpx",),
    "video/mp4": (".mp4", ".m4v", ".mov"),
}
_BEGINNINGS = (
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
    ("image/gif", b"GIF87a"),
    ("image/gif", b"GIF89a"),
    ("application/pdf", b"%PDF-"),
    ("application/x-hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
)
# All of these are ZIP archives; which one, only the name can tell, and none of them is run by a browser.
_PACKED = {
    ending: kind for kind, endings in ENDINGS.items() for ending in endings if ending in {".zip", ".docx", ".xlsx", ".pptx", ".hwpx"}
}
_MARKUP = re.compile(rb"<\s*(!doctype|\?xml|html|head|body|script|svg|iframe|meta|style|math|img|a\s)", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class NotAllowed(ValueError):
    """A kind that is not taken, or one that is not what its name says."""


def told_kind(head: bytes, name: str, allowed: Collection[str]) -> str:
    """The kind, when it is one of those allowed and the name agrees. Raises NotAllowed."""
    ending = PurePosixPath(name.lower()).suffix
    kind = _by_content(head, ending)
    if kind is None or kind not in allowed or ending not in ENDINGS[kind]:
        raise NotAllowed(kind or "unknown")
    return kind


def _by_content(head: bytes, ending: str) -> str | None:
    for kind, beginning in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _PACKED.get(ending)
    return "text/plain" if _is_plain_text(head) else None


def _is_plain_text(head: bytes) -> bool:
    """Words, and no markup that a browser could take for a page."""
    if not head or b"\x00" in head or _MARKUP.search(head):
        return False
    for encoding in ("utf-8", "cp949"):
        # The last letter may be cut in two.
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def harmless_name(name: str) -> str:
    """The last part of it, without what would turn, hide or break it; short enough, with its ending."""
    plain = _NOT_IN_NAMES.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .") or "file"
    ending = PurePosixPath(plain).suffix[:10]
    return plain if len(plain) <= LONGEST_NAME else plain[: LONGEST_NAME - len(ending)] + ending
