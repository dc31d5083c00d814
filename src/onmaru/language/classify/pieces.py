"""What texts consist of, as numbers: words, pairs of words and stretches of two to four letters, weighed by how telling they are."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
LONGEST = 2000
# A stretch of letters that only one example has is chance; a word may be a name.
LETTERS_SEEN = 2

Rows = list[tuple[NDArray[np.int32], NDArray[np.float32]]]


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:LONGEST]).lower()


def words_in(text: str) -> Iterable[str]:
    words = _WORD.findall(text)
    yield from words
    yield from (f"{one} {after}" for one, after in pairwise(words))


def letters_in(text: str) -> Iterable[str]:
    for word in text.split():
        padded = f" {word} "
        for length in (2, 3, 4):
            yield from (f"_{padded[at : at + length]}" for at in range(max(1, len(padded) - length + 1)))


@dataclass(frozen=True, slots=True)
class Pieces:
    """Two families, words and letters, each brought to the same length before they are joined."""

    numbers: dict[str, int]
    weights: NDArray[np.float32]

    @classmethod
    def learnt(cls, texts: Sequence[str]) -> "Pieces":
        seen: Counter[str] = Counter()
        for text in map(plain, texts):
            seen.update(set(words_in(text)) | set(letters_in(text)))
        kept = [piece for piece, count in seen.items() if piece[0] != "_" or count >= LETTERS_SEEN]
        weights = [np.log((1 + len(texts)) / (1 + seen[piece])) + 1 for piece in kept]
        return cls({piece: number for number, piece in enumerate(kept)}, np.array(weights, dtype=np.float32))

    def of(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The numbers of the pieces of a text, and what each weighs in it."""
        text = plain(text)
        parts = [self._weighed(words_in(text)), self._weighed(letters_in(text))]
        numbers = np.concatenate([numbers for numbers, _ in parts])
        values = np.concatenate([values for _, values in parts])
        length = float(np.linalg.norm(values)) or 1.0
        return numbers, values / np.float32(length)

    def _weighed(self, pieces: Iterable[str]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        counts = Counter(number for piece in pieces if (number := self.numbers.get(piece)) is not None)
        numbers = np.fromiter(counts.keys(), np.int32, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.weights[numbers]
        length = float(np.linalg.norm(values)) or 1.0
        return numbers, (values / np.float32(length)).astype(np.float32)
