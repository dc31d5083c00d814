"""MIME parts as bytes. Every body is 7-bit on the wire, so no server has a reason to convert it and break a signature over it."""

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from onmaru.channels.email.compose.headers import WIDTH, clean, folded, words
from onmaru.inbox.outbound import OutboundAttachment

_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*", re.IGNORECASE)
_NEWLINE = re.compile(r"\r\n|\r|\n")
# Of what RFC 2231 leaves unencoded.
_TOKEN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Part:
    headers: list[str]
    body: bytes = b""
    # Of a multipart: its kind and parameters ("alternative"), and what is in it.
    kind: str = ""
    parts: list["Part"] = field(default_factory=list)

    def write(self, boundary: str, level: str = "0") -> bytes:
        """The part with its headers. Boundaries begin with "=_", which neither base64 nor quoted-printable can produce."""
        if not self.parts:
            return "".join(self.headers).encode("ascii") + b"\r\n" + self.body
        mark = f"=_{level}_{boundary}"
        head = f'Content-Type: multipart/{self.kind};\r\n boundary="{mark}"\r\n'.encode()
        inner = b"".join(
            b"--%b\r\n%b\r\n" % (mark.encode(), part.write(boundary, f"{level}{number}")) for number, part in enumerate(self.parts)
        )
        return head + b"\r\n" + inner + b"--%b--\r\n" % mark.encode()


def multipart(kind: str, parts: list[Part]) -> Part:
    return Part([], kind=kind, parts=parts)


def text(kind: str, content: str) -> Part:
    """Text in whichever encoding is shortest: Korean in base64, a few accents in quoted-printable, plain ASCII as it is."""
    data = _NEWLINE.sub("\r\n", content).encode("utf-8", "replace")
    if not data.endswith(b"\r\n"):
        data += b"\r\n"
    lines = data.split(b"\r\n")
    if data.isascii() and b"\0" not in data and b"=_" not in data and all(len(line) <= WIDTH for line in lines):
        encoding, body = "7bit", data
    else:
        printable = re.sub(rb"\r?\n", b"\r\n", binascii.b2a_qp(data, istext=True))
        packed = _base64([data])
        encoding, body = ("quoted-printable", printable) if len(printable) <= len(packed) else ("base64", packed)
    return Part([f"Content-Type: text/{kind}; charset=utf-8\r\n", f"Content-Transfer-Encoding: {encoding}\r\n"], body)


def file(attachment: OutboundAttachment) -> Part:
    """A file. Its name stands there twice, as Thunderbird writes it: encoded words for old Outlook and webmail, RFC 2231 for the rest."""
    name = short_name(attachment.name)
    kind = attachment.content_type if _TYPE.fullmatch(attachment.content_type) else ""
    # These two have rules of their own about encodings; as plain files they arrive unchanged.
    if not kind or kind.lower().startswith(("message/", "multipart/")):
        kind = "application/octet-stream"
    quoted = [f'"{name}"'] if _is_plain(name) else _quoted_words(name)
    quoted[0] = f"name={quoted[0]}"
    headers = [
        folded("Content-Type", [f"{kind};", *quoted]),
        folded("Content-Disposition", [f"{'inline' if attachment.inline else 'attachment'};", *_file_name(name)]),
        "Content-Transfer-Encoding: base64\r\n",
    ]
    if attachment.cid and (cid := re.sub(r"[^A-Za-z0-9@.!#$%&'*+/=?^_`{|}~-]", "", attachment.cid)):
        headers.append(folded("Content-ID", [f"<{cid[:200]}>"]))
    return Part(headers, _base64(attachment.read()))


def short_name(name: str) -> str:
    """A name for a file on anybody's disk; the ending survives, because it says what the file is."""
    name = clean(name).replace("/", "_").replace("\\", "_").replace('"', "'") or "file"
    if len(name) <= _LONGEST_NAME:
        return name
    ending = PurePath(name).suffix[:20]
    return name[: _LONGEST_NAME - len(ending)] + ending


def _is_plain(name: str) -> bool:
    return name.isascii() and len(name) <= 50 and "=?" not in name


def _quoted_words(name: str) -> list[str]:
    encoded = words(name)
    encoded[0], encoded[-1] = f'"{encoded[0]}', f'{encoded[-1]}"'
    return encoded


def _file_name(name: str) -> list[str]:
    if _is_plain(name):
        return [f'filename="{name}"']
    letters = [chr(byte) if byte in _TOKEN else f"%{byte:02X}" for byte in name.encode("utf-8")]
    encoded = "".join(letters)
    if len(encoded) <= WIDTH - 20:
        return [f"filename*=UTF-8''{encoded}"]
    pieces: list[str] = [""]
    for letter in letters:
        if len(pieces[-1]) + len(letter) > WIDTH - 28:
            pieces.append("")
        pieces[-1] += letter
    pieces[0] = f"UTF-8''{pieces[0]}"
    lines = [f"filename*{number}*={piece}" for number, piece in enumerate(pieces)]
    return [f"{line};" for line in lines[:-1]] + lines[-1:]


def _base64(chunks: Iterable[bytes]) -> bytes:
    made, rest = [], b""
    for chunk in chunks:
        rest += chunk
        whole = len(rest) // 57 * 57
        made.append(base64.encodebytes(rest[:whole]))
        rest = rest[whole:]
    made.append(base64.encodebytes(rest))
    return b"".join(made).replace(b"\n", b"\r\n")
