"""Words that bring the right particle with them when they are put into a sentence."""

from __future__ import annotations

_PARTICLES = {"은": "는", "이": "가", "을": "를", "과": "와", "이랑": "랑", "으로": "로", "이에요": "예요"}
_FIRST, _LAST, _FINALS, _RIEUL = ord("가"), ord("힣"), 28, 8


class Word(str):
    """`f"{Word('머그컵'):을} 샀는데"` is "머그컵을 샀는데"; with "도마" it would be "도마를"."""

    __slots__ = ()

    def __format__(self, particle: str) -> str:
        if not particle:
            return str(self)
        final = self._final()
        open_end = final == 0 or (particle == "으로" and final == _RIEUL)
        return f"{self!s}{_PARTICLES[particle] if open_end else particle}"

    def _final(self) -> int:
        """The last syllable's closing consonant, 0 for none. What stands in brackets or quotes behind a word is not spoken."""
        spoken = self.partition("(")[0].rstrip(" '\"")
        code = ord(spoken[-1])
        return (code - _FIRST) % _FINALS if _FIRST <= code <= _LAST else 0
