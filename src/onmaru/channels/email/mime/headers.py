"""The header block of a mail or a part, read line by line with patience."""

import re
from collections.abc import Iterator

from onmaru.channels.email.mime.charset import clean, guess
from onmaru.channels.email.mime.charset import decode as decode_bytes
from onmaru.channels.email.mime.encoded_words import decode_words

LINE = re.compile(rb"([^\r\n]*+)(\r\n|\r|\n|\Z)")
FIELD = re.compile(rb"([!-9;-~]{1,100}?)[ \t]*:(.*)", re.DOTALL)
#: A lone parameter is the second half of a folded Content-Type whose fold lost its leading blank.
STRAY_PARAMETER = re.compile(rb"\s*[A-Za-z*0-9-]{2,30}\s*=", re.DOTALL)
KNOWN = re.compile(
    r"(x-|content-|list-|resent-|arc-|received|dkim-|mime-|return-path|delivered-to|envelope-to|message-id|"
    r"in-reply-to|references|date|from|to|cc|bcc|subject|sender|reply-to|auto-submitted|precedence|importance|"
    r"priority|thread-|user-agent|authentication-results|domainkey|feedback-id|errors-to|organization|comments|"
    r"keywords|original-|final-|action|status|diagnostic-|reporting-|disposition|status|apparently-to|autocrypt)"
)
#: PostgreSQL takes more, but no human reads more, and a mail must not be able to fill the disk by its subject.
LONGEST = 10_000


class Headers:
    """Fields in order, by lower-case name; values are raw bytes until asked for."""

    def __init__(self) -> None:
        self.fields: list[tuple[str, list[bytes]]] = []

    def raw(self, name: str) -> Iterator[str]:
        """Every value of that name, unfolded and decoded to text, encoded words still encoded."""
        for field, lines in self.fields:
            if field == name:
                yield _unfold(lines)

    def first(self, name: str) -> str:
        """The first non-empty value, encoded words still encoded; empty when there is none."""
        return next((value for value in self.raw(name) if value), "")

    def text(self, name: str) -> str:
        """The first non-empty value as a reader sees it."""
        return " ".join(decode_words(self.first(name)[: LONGEST * 2]).split())[:LONGEST]

    def has(self, name: str) -> bool:
        return any(field == name for field, _ in self.fields)

    def knows_any(self) -> bool:
        return any(KNOWN.match(field) for field, _ in self.fields)


def _unfold(lines: list[bytes]) -> str:
    data = b"".join(lines).strip()
    if data.isascii() and b"\x1b" not in data:
        return clean(data.decode("ascii"))
    return clean(guess(data)[1])


def read_headers(data: bytes, position: int, end: int) -> tuple[Headers, int, bool]:
    """The headers, where the body begins, and whether the blank line between them was missing."""
    headers = Headers()
    fields = headers.fields
    first = True
    while position < end:
        match = LINE.match(data, position, end)
        if match is None:
            break
        line, after = match[1], match.end()
        if not line.strip():
            if line and fields and _starts_field(data, after, end):
                position = after
                continue
            return headers, after, False
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line)
        elif (field := FIELD.match(line.lstrip() if first else line)) is not None:
            fields.append((field[1].decode("ascii").lower(), [field[2]]))
        elif first and line.startswith((b"From ", b">From ")):
            pass
        elif fields and STRAY_PARAMETER.match(line) and fields[-1][0].startswith("content-"):
            fields[-1][1].append(b" " + line)
        elif fields and _starts_field(data, after, end, known=True):
            pass
        else:
            return headers, position, True
        first = False
        position = after
    return headers, min(position, end), False


def _starts_field(data: bytes, position: int, end: int, known: bool = True) -> bool:
    match = LINE.match(data, position, end)
    field = FIELD.match(match[1]) if match else None
    return bool(field) and (not known or bool(KNOWN.match(field[1].decode("ascii").lower())))


def decode_value(data: bytes, charset: str) -> str:
    return clean(decode_bytes(data, charset)[0])
