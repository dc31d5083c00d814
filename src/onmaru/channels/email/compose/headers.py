"""Header lines by our own hand: ASCII, folded, and with no way for a value to become a second header."""

import base64
import re
import unicodedata
from collections.abc import Iterable

WIDTH = 76
# "=?utf-8?B?" and "?=" around 60 letters of base64 stay below the 75 that a word may have; 60 letters are 45 bytes.
WORD_BYTES = 45
# The first word shares its line with the header's name.
FIRST_WORD_BYTES = 33
# Lines may not be longer than 998; nothing that cannot be broken may come near.
LONGEST_TOKEN = 900

_SPACE = re.compile(r"\s+")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
# Turn the direction of what follows, so that a name can pretend to be another.
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean(text: str) -> str:
    """One line without control characters."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    spaced = "".join(" " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter for letter in text if letter not in _BIDI)
    return _SPACE.sub(" ", spaced).strip()


def words(text: str) -> list[str]:
    """The text as RFC 2047 words; none splits a character."""
    pieces: list[bytes] = [b""]
    for letter in text:
        encoded = letter.encode("utf-8")
        if len(pieces[-1]) + len(encoded) > (FIRST_WORD_BYTES if len(pieces) == 1 else WORD_BYTES):
            pieces.append(b"")
        pieces[-1] += encoded
    return [f"=?utf-8?B?{base64.b64encode(piece).decode()}?=" for piece in pieces]


def unstructured(text: str) -> list[str]:
    """A subject's tokens: as it is while it is plain ASCII, else as encoded words."""
    text = clean(text)
    tokens = text.split(" ")
    plain = text.isascii() and "=?" not in text and all(len(token) < LONGEST_TOKEN for token in tokens)
    return tokens if plain else words(text)


def phrase(name: str) -> list[str]:
    """A display name's tokens."""
    name = clean(name)[:100]
    if not name:
        return []
    if not name.isascii() or "=?" in name:
        return words(name)
    if _ATOMS.fullmatch(name):
        return name.split(" ")
    # Folding inside quotes would be ours to undo, so a quoted name is one token; it is short enough.
    return ['"{}"'.format(re.sub(r'(["\\])', r"\\\1", name))]


def mailbox(name: str, address: str) -> list[str]:
    """ "Name <address>" as tokens; the address was checked by whoever made it."""
    named = phrase(name)
    return [*named, f"<{address}>"] if named else [address]


def mailboxes(parties: Iterable[tuple[str, str]]) -> list[str]:
    """Several "Name <address>", with the commas between them; each is (address, name)."""
    lists = [mailbox(name, address) for address, name in parties]
    for tokens in lists[:-1]:
        tokens[-1] += ","
    return [token for tokens in lists for token in tokens]


def folded(name: str, tokens: Iterable[str]) -> str:
    """One header, broken between tokens, with its CRLF."""
    lines = [f"{name}:"]
    for token in tokens:
        # A line of nothing but spaces is no header: the first token stays beside the name.
        if len(lines[-1]) + 1 + len(token) > WIDTH and (len(lines) > 1 or lines[0] != f"{name}:"):
            lines.append("")
        lines[-1] += f" {token}"
    return "\r\n".join(lines) + "\r\n"
