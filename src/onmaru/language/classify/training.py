"""Learns a model from examples: lines through pieces of words, which always do, and beside them what vectors know, as far as there are any.

From answers about examples that were held back it learns how sure it may be, and what belongs nowhere.
"""

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.calibration import best_heat, scale_for
from onmaru.language.classify.lines import held_back, line_through, turns_of
from onmaru.language.classify.model import Linear, Meaning, Model, Scale
from onmaru.language.classify.pieces import Pieces
from onmaru.language.classify.ridge import likeness, solved
from onmaru.language.classify.vectors import Encoder, Floats, around

# Vectors cost most of the time that there is: seconds after which the rest is learnt by its words only.
SECONDS = 80.0
AT_ONCE = 1024
# How much more the line through all examples may say than the few that have vectors; what was held back decides.
SHARES = (1, 2, 4, 8)
# What pieces count beside vectors. Of few examples each, hardly any two share telling words; up to so many, each weight is tried.
WEIGHTS = (1.0, 0.25, 0.05)
FEW = 2000


class TooFew(ValueError):
    """There are not two labels to tell apart."""


def train(texts: Sequence[str], labels: Sequence[str], encode: Encoder | None = None, seconds: float = SECONDS) -> Model:
    """Raises TooFew, and NoVectors where what should make them cannot."""
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        raise TooFew
    numbers = np.searchsorted(np.array(names), np.array(labels))
    order = in_turn(numbers)
    texts, numbers = [texts[int(at)] for at in order], numbers[order]
    vectors = _encoded(texts, encode, seconds) if encode else None
    pieces = Pieces.learnt(texts)
    rows = _sparse(pieces, texts)
    words = line_through(rows, numbers, len(names))
    asked, scores = held_back(rows, numbers, words)
    alone = scale_for(scores, numbers[asked])
    if encode is None or vectors is None:
        return Model(names, pieces, words, alone)
    meaning, together = _meant(vectors, rows, numbers, words, asked, scores)
    return Model(names, pieces, words, alone, meaning, together, encode.name, encode)


def in_turn(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """All examples, one of each label after the other, so that any beginning has of every label; the same each time."""
    shuffled = np.random.default_rng(7).permutation(len(numbers))
    return shuffled[np.argsort(turns_of(numbers[shuffled]), kind="stable")]


def _encoded(texts: Sequence[str], encode: Encoder, seconds: float) -> Floats:
    """The vectors of the first ones, as many as there is time for."""
    began, parts, done = time.monotonic(), [], 0
    while done < len(texts) and (not parts or time.monotonic() - began < seconds):
        parts.append(encode(texts[done : done + AT_ONCE]))
        done += len(parts[-1])
    return np.vstack(parts)


def _sparse(pieces: Pieces, texts: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    rows = [pieces.of(text) for text in texts]
    ends = np.cumsum([0, *(len(one) for one, _ in rows)])
    values, columns = np.concatenate([one for _, one in rows]), np.concatenate([one for one, _ in rows])
    return csr_matrix((values, columns, ends), shape=(len(texts), len(pieces.weights)), dtype=np.float32)


def _meant(
    vectors: Floats, rows: Any, numbers: NDArray[np.int64], words: Linear, asked: NDArray[np.int64], scores: Floats
) -> tuple[Meaning, Scale]:
    """What the examples with vectors teach, by their words too; and where some have none, the line through all of them beside it."""
    count, labels = len(vectors), len(words.bias)
    middle = vectors.mean(axis=0)
    examples = around(vectors, middle)
    scores, asked = scores[asked < count], asked[asked < count]
    weight, answers, unseen = _weighed(rows[:count], examples, numbers[:count], labels, asked)
    beside = Linear(np.float32(weight) * (rows[:count].T @ answers).T, np.zeros(labels, np.float32))
    if count < len(numbers):
        even, truth = unseen.std() / (scores.std() or 1), numbers[asked]
        shares = [np.float32(even * share) for share in SHARES]
        share = min(shares, key=lambda share: best_heat(unseen + share * scores, truth))
        unseen = unseen + share * scores
        beside = Linear(beside.weights + share * words.weights, share * words.bias)
    close = examples[asked] @ examples.T
    close[np.arange(len(asked)), asked] = -1
    return Meaning(answers, middle, examples, beside), scale_for(unseen, numbers[asked], close.max(axis=1))


def _weighed(
    rows: Any, examples: Floats, numbers: NDArray[np.int64], labels: int, asked: NDArray[np.int64]
) -> tuple[float, Floats, Floats]:
    """The weight of pieces that leaves what was held back the most certain, and what is solved with it."""
    found: list[tuple[float, float, Floats, Floats]] = []
    for weight in WEIGHTS if len(examples) <= FEW else WEIGHTS[:1]:
        answers, unseen = solved(likeness(rows, examples, weight), numbers, labels, asked)
        found.append((best_heat(unseen, numbers[asked])[0], weight, answers, unseen))
    return min(found, key=lambda one: one[0])[1:]
