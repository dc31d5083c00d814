"""How a person is abbreviated, and in which colour."""

from functools import lru_cache
from zlib import crc32

HANGUL = range(0xAC00, 0xD7A4)


def initials(name: str) -> str:
    """Two signs at most: the given name of a Korean ("김민지" → "민지"), the first letters of other names ("Mia Berg" → "MB")."""
    words = name.split("@")[0].replace(".", " ").replace("_", " ").split()
    if not words:
        return "?"
    first = words[0]
    if len(first) > 1 and all(ord(sign) in HANGUL for sign in first):
        return first[-2:] if len(first) <= 4 else first[:2]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


@lru_cache(maxsize=4096)
def hue(name: str) -> int:
    """A stable number from 0 to 8 for a name, so that a person keeps their colour."""
    return crc32(name.encode()) % 9
