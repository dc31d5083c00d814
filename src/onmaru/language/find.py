"""How well a few typed signs name a thing with a short name: a macro, a tag, an agent, a command. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from onmaru.language.edits import reach
from onmaru.language.hangul import initials, jamo, strokes_of, to_qwerty

EXACT, PREFIX, WORD_PREFIX, INITIALS, OTHER_KEYBOARD, INSIDE, TYPO = 1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.3
# Within one degree the name that says little else comes first; never enough to reach the next degree.
FULLNESS = 0.09
_GAP = re.compile(r"[\s_\-/·:,.()\[\]#]+")


@dataclass(frozen=True, slots=True)
class Name:
    """A name without its gaps, in the forms that it is compared in."""

    strokes: str
    # Where syllables and words begin in `strokes`: a find must not begin in the middle of a syllable.
    starts: frozenset[int]
    word_starts: tuple[int, ...]
    initials: str
    keys: str


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower()


@lru_cache(maxsize=20_000)
def _name(text: str) -> Name:
    words = [word for word in _GAP.split(_plain(text)) if word]
    whole = "".join(words)
    ends = accumulate((len(strokes_of(sign)) for sign in whole), initial=0)
    word_starts = accumulate((len(jamo(word)) for word in words), initial=0)
    return Name(jamo(whole), frozenset(ends), tuple(word_starts)[:-1], initials(whole), "".join(to_qwerty(word) for word in words).lower())


def allowed(strokes: int) -> int:
    """How many wrong strokes a query of so many may have."""
    return 0 if strokes < 4 else 1 if strokes < 10 else 2


def _inside(part: str, name: Name) -> bool:
    found = name.strokes.find(part)
    while found >= 0 and found not in name.starts:
        found = name.strokes.find(part, found + 1)
    return found >= 0


def _degree(query: Name, name: Name) -> float:
    typed = query.strokes
    if typed == name.strokes:
        return EXACT
    if name.strokes.startswith(typed):
        return PREFIX
    if any(name.strokes.startswith(typed, start) for start in name.word_starts):
        return WORD_PREFIX
    if all("ㄱ" <= stroke <= "ㅎ" for stroke in typed) and typed in name.initials:
        return INITIALS
    if len(typed) > 1 and query.keys in name.keys:
        return OTHER_KEYBOARD if query.keys != typed or name.keys != name.strokes else INSIDE
    return INSIDE if _inside(typed, name) else 0.0


def _typo(query: Name, name: Name) -> float:
    most = allowed(len(query.strokes))
    if not most:
        return 0.0
    least = min((reach(query.strokes, name.strokes[start:], most) for start in name.word_starts), default=most + 1)
    return TYPO - 0.1 * (least - 1) if least <= most else 0.0


def score(query: str, name: str) -> float:
    """From 0 (no match) to 1: exact, beginning, beginning of a word, initials, wrong keyboard, inside, every word, slip.

    Spaces and upper case do not matter; the last syllable may be unfinished. An empty query matches nothing.
    """
    asked, named = _name(query), _name(name)
    if not asked.strokes or not named.strokes:
        return 0.0
    fullness = FULLNESS * min(1.0, len(asked.strokes) / len(named.strokes))
    if degree := _degree(asked, named):
        return degree if degree == EXACT else degree + fullness
    words = [word for word in _GAP.split(_plain(query)) if word]
    if len(words) > 1 and all(_degree(_name(word), named) for word in words):
        return INSIDE - 0.1 + fullness
    slip = _typo(asked, named)
    return slip + fullness if slip else 0.0
