"""Attachment names that are safe to show and to save, and sensible ones where none was given."""

import mimetypes
import re

FORBIDDEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
EXTENSIONS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "application/ics": ".ics",
    "text/csv": ".csv",
    "text/vcard": ".vcf",
    "text/x-vcard": ".vcf",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/bmp": ".bmp",
    "image/svg+xml": ".svg",
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/x-hwp": ".hwp",
    "application/haansofthwp": ".hwp",
    "application/vnd.hancom.hwp": ".hwp",
    "application/ms-tnef": ".dat",
    "message/rfc822": ".eml",
    "message/global": ".eml",
    "audio/mpeg": ".mp3",
    "video/mp4": ".mp4",
}
STANDARD = {
    "text/calendar": "invite.ics",
    "application/ics": "invite.ics",
    "application/pgp-signature": "signature.asc",
    "application/pgp-keys": "key.asc",
    "application/pgp-encrypted": "version.asc",
    "application/pkcs7-signature": "smime.p7s",
    "application/x-pkcs7-signature": "smime.p7s",
    "application/pkcs7-mime": "smime.p7m",
    "application/x-pkcs7-mime": "smime.p7m",
    "application/ms-tnef": "winmail.dat",
    "message/delivery-status": "delivery-status.txt",
    "message/disposition-notification": "disposition-notification.txt",
    "message/feedback-report": "feedback-report.txt",
    "text/rfc822-headers": "headers.txt",
}
MAGIC = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
)


def safe_name(name: str) -> str:
    """The last path part, without control or direction-changing characters; empty when nothing is left."""
    name = FORBIDDEN.sub("", name).replace("\\", "/").rstrip("/ ").rsplit("/", 1)[-1]
    name = " ".join(re.sub(r'[<>"|?*]', "_", name).split()).strip()
    name = name.lstrip(".") if name.strip(". ") else ""
    stem, dot, extension = name.rpartition(".")
    if len(name) > 200:
        name = f"{stem[:180]}.{extension[:15]}" if dot else name[:200]
    return name


def name_for(name: str, kind: str, number: int, subject: str = "") -> str:
    """A safe name; made from the type, or a nested mail's subject, when none was given."""
    given = safe_name(name)
    if given:
        return given
    if kind in ("message/rfc822", "message/global"):
        return safe_name(re.sub(r"[/\\:]", "_", subject))[:120] + ".eml" if subject else f"message-{number}.eml"
    if kind in STANDARD:
        return STANDARD[kind]
    extension = EXTENSIONS.get(kind) or mimetypes.guess_extension(kind) or ".bin"
    stem = {"image": "image", "audio": "audio", "video": "video", "text": "text"}.get(kind.partition("/")[0])
    return f"{stem or 'attachment'}-{number}{extension}"


def type_for(name: str, content: bytes) -> str:
    """A type for content that came without one."""
    for magic, kind in MAGIC:
        if content.startswith(magic):
            return kind
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
