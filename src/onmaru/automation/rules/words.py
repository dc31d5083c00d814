"""Whether a text says a word, as Korean says it: with whatever particles and endings, however it is spaced. Pure."""

import re
from collections.abc import Iterable
from functools import lru_cache

from onmaru.language.keys import plain
from onmaru.language.morphemes import analysed

READ = 20_000
_SPACES = re.compile(r"\s+")
_HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")


def said(text: str, words: Iterable[str]) -> list[str]:
    """Those of the words that the text says, as they were asked for."""
    text = plain(text[:READ])
    together = _SPACES.sub("", text)
    return [word for word in words if _says(text, together, plain(word).strip())]


def _says(text: str, together: str, word: str) -> bool:
    if not word:
        return False
    if not _HANGUL.search(word):
        # A Latin word is a word of its own: "as" is not in "last".
        return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", _SPACES.sub(" ", text)) is not None
    if (joined := _SPACES.sub("", word)) in together:
        # A single syllable stands in half of all words: it has to be a word itself.
        return len(joined) > 1 or joined in _lemmas(text)
    # 깨지다 finds 깨졌어요: what is said is compared by what it is a form of.
    wanted = frozenset({joined[:-1]}) if joined.endswith("다") and len(joined) > 2 else _lemmas(word)
    return bool(wanted) and wanted <= _lemmas(text)


@lru_cache(maxsize=512)
def _lemmas(text: str) -> frozenset[str]:
    return frozenset(morpheme.lemma for line in text.splitlines() for morpheme in analysed(line) if morpheme.is_content)
