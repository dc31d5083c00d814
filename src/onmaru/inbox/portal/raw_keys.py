"""Takes the signature out of links to the portal in mails and requests as they arrive, before they are kept. Pure.

Whoever quotes our mail sends the link back that speaks for them, and what is kept as it arrived can be downloaded by agents. Nothing here
understands the bytes: the link is found by its looks, in plain text, as quoted-printable or percent-encoding write it, and within base64;
its signature becomes as many zeros, which sign nothing. Every length stays, and so does the rest: what is understood later is what would
have been understood, and the number in the link still becomes the plain address. A link that had to expire when it is quoted would close
the door to every customer who answers a mail of ours with all of it below.
"""

import base64
import re

# Mails break their lines anywhere, with and without a sign of it, and quote what they broke; JSON writes a line's end as two letters.
_END = rb"(?:\r?\n|\\r\\n|\\n)"
_BREAK = rb"(?:=?" + _END + rb"[> ]*)?"
_SLASH = rb"(?:/|\\/|%2[Ff]|=2[Ff])"
_COLON = rb"(?::|%3[Aa]|=3[Aa])"
_LETTER = _BREAK + rb"[\w-]"


def _spelled(word: str) -> bytes:
    return b"".join(_BREAK + (_SLASH if letter == "/" else letter.encode()) for letter in word)


# What is signed, when that was, and the 43 letters of the signature.
_LINK = re.compile(
    rb"i" + _spelled("nquiries/link/") + rb"(?:" + _LETTER + rb"){1,24}" + _BREAK + _COLON
    + rb"(?:" + _LETTER + rb"){1,12}" + _BREAK + _COLON + rb"(?P<signature>(?:" + _LETTER + rb"){43})"
)  # fmt: skip
_PART = re.compile(rb"=?" + _END + rb"[> ]*|[\w-]")
# Lines of base64, or one long line of it. Before it may stand the second letter of a line's end in JSON.
_BASE64 = re.compile(rb"[A-Za-z0-9+/]{56,}(?:" + _END + rb"[A-Za-z0-9+/]{2,})*={0,2}")
_ENDS = re.compile(_END)
# A mail within a request within a mail; nobody wraps deeper.
DEPTH = 3
# What a link ends with from then on.
UNSIGNED = "0" * 43


def without_signatures(raw: bytes, depth: int = DEPTH) -> bytes:
    """The same bytes where there is no such link."""
    raw = _LINK.sub(_unsigned, raw)
    return _BASE64.sub(lambda found: _encoded(found, depth - 1), raw) if depth else raw


def _encoded(found: re.Match[bytes], depth: int) -> bytes:
    at = found.start()
    ends = 1 if found.string[max(at - 1, 0) : at] == b"\\" else 0
    return found[0][:ends] + _within(found[0][ends:], depth)


def _unsigned(found: re.Match[bytes]) -> bytes:
    head = found[0][: found.start("signature") - found.start()]
    return head + _PART.sub(lambda one: b"0" if one[0].isalnum() or one[0] in b"-_" else one[0], found["signature"])


def _within(text: bytes, depth: int) -> bytes:
    plain = _ENDS.sub(b"", text) if b"\\" in text else text.translate(None, b"\r\n")
    # Four letters are three bytes; what is left over at the end is not looked at, and stays.
    whole = plain[: len(plain) // 4 * 4]
    inner = base64.b64decode(whole)
    # A picture or an archive is no place for a link; looking through it would take seconds.
    after = inner if b"\0" in inner[:1000] else without_signatures(inner, depth)
    if after == inner:
        return text
    written = base64.b64encode(after) + plain[len(whole) :]
    pieces, at = list[bytes](), 0
    for line, end in zip(_ENDS.split(text), [*_ENDS.findall(text), b""], strict=True):
        pieces += [written[at : at + len(line)], end]
        at += len(line)
    return b"".join(pieces)
