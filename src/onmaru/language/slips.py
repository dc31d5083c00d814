"""Words that are one slip of the finger apart: a stroke too much, too few, wrong, or two swapped. Pure."""

from collections.abc import Sequence
from itertools import combinations

from onmaru.language.edits import distance
from onmaru.language.hangul import jamo
from onmaru.language.keys import number

# In shorter words every slip makes another word.
FEWEST_STROKES = 4
# Vowels that sound alike today, and consonants that differ by a breath: what people confuse rather than mistype.
_ALIKE = [set(pair) for pair in ("ㅐㅔ", "ㅒㅖ", "ㄱㄲ", "ㄷㄸ", "ㅂㅃ", "ㅅㅆ", "ㅈㅉ", "ㅗㅜ", "ㅓㅗ")]


def slip_keys(word: str) -> list[int]:
    """Keys of a word's strokes, whole and with one left out; two words a slip apart share one."""
    strokes = jamo(word)
    if len(strokes) < FEWEST_STROKES:
        return []
    return list({number(f"s{piece}") for piece in (strokes, *(strokes[:i] + strokes[i + 1 :] for i in range(len(strokes))))})


def is_slip(one: str, other: str) -> bool:
    return one != other and distance(jamo(one), jamo(other), 1) <= 1


def unlikeness(one: str, other: str) -> int:
    """0 for sounds that are alike, 1 for any other slip."""
    strokes, others = jamo(one), jamo(other)
    if len(strokes) != len(others):
        return 1
    wrong = [{a, b} for a, b in zip(strokes, others, strict=True) if a != b]
    return 0 if len(wrong) == 1 and wrong[0] in _ALIKE else 1


def spans(pieces: Sequence[str], longest: int = 6) -> list[str]:
    """The neighbouring pieces of a word put together, of two signs up to `longest`: a slip makes the analyser cut in the wrong place."""
    return [joined for start, end in combinations(range(len(pieces) + 1), 2) if 2 <= len(joined := "".join(pieces[start:end])) <= longest]
