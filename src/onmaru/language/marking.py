"""Showing why a text was found: the words marked, and the piece of a long text where they stand. Pure: segments out, no HTML."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from onmaru.language.keys import plain

BEFORE, LONGEST = 30, 160
_SPACE = re.compile(r"\s+")


class Segment(NamedTuple):
    text: str
    is_marked: bool


def pattern(words: Sequence[str]) -> re.Pattern[str] | None:
    """Finds the words however they are spaced; longer ones first. None where there is nothing to mark."""
    known = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    spaced = [r"\s?".join(map(re.escape, "".join(word.split()))) if not word.isascii() else rf"\b{re.escape(word)}\w*" for word in known]
    return re.compile("|".join(spaced), re.IGNORECASE) if spaced else None


def marked(text: str, words: Sequence[str]) -> list[Segment]:
    """The whole text in segments, those that are one of the words marked."""
    wanted = pattern(words)
    # Lengths must agree for places to mean the same; where lower case changes them, the text is searched as it is.
    shown = plain(text)
    found = wanted.finditer(shown if len(shown) == len(text) else text) if wanted else ()
    segments: list[Segment] = []
    place = 0
    for match in found:
        if match.start() > place:
            segments.append(Segment(text[place : match.start()], False))
        segments.append(Segment(text[match.start() : match.end()], True))
        place = match.end()
    return [*segments, *([Segment(text[place:], False)] if place < len(text) else [])]


def snippet(text: str, words: Sequence[str], longest: int = LONGEST) -> list[Segment]:
    """At most `longest` signs around where most different words stand together."""
    line = _SPACE.sub(" ", text[:20_000]).strip()
    wanted = pattern(words)
    start = _best(plain(line), wanted, longest) if wanted else 0
    piece = line[start : start + longest]
    if start:
        piece = "… " + piece
    return marked(piece + (" …" if start + longest < len(line) else ""), words)


def _best(line: str, wanted: re.Pattern[str], longest: int) -> int:
    places = [(match.start(), match[0]) for _, match in zip(range(200), wanted.finditer(line), strict=False)]
    if not places or places[-1][0] + len(places[-1][1]) <= longest:
        return 0

    def richness(place: tuple[int, str]) -> tuple[int, int]:
        near = {word for start, word in places if place[0] <= start < place[0] + longest - BEFORE}
        return len(near), -place[0]

    start = max(max(places, key=richness)[0] - BEFORE, 0)
    # Not in the middle of a word.
    gap = line.find(" ", start, start + BEFORE) if start else -1
    return gap + 1 if gap >= 0 else start
