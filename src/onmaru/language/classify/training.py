"""Learns a model from examples, and from a part it holds back how sure it may be and what belongs nowhere."""

import time
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.calibration import scale_for
from onmaru.language.classify.model import Linear, Meaning, Model, words_scores
from onmaru.language.classify.pieces import Pieces
from onmaru.language.classify.vectors import BATCH, Encode, Floats, around

# So few examples are told apart by five foldings; more by one part in ten that is held back.
FEW = 3000
FOLDS, PART = 5, 10
# Vectors cost most of the time that there is: seconds after which the rest is learnt by its words only.
SECONDS = 80.0
# How closely a line follows its examples: vectors are few numbers and bear more. Chosen on parts of training sets.
OF_WORDS, OF_VECTORS = 0.5, 4.0


class TooFew(ValueError):
    """There are not two labels to tell apart, or too few examples of them."""


def train(texts: Sequence[str], labels: Sequence[str], encode: Encode | None = None, seconds: float = SECONDS) -> Model:
    """Raises TooFew."""
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        raise TooFew
    numbers = np.searchsorted(np.array(names), np.array(labels))
    order = in_turn(numbers)
    vectors, known = _encoded(texts, order, encode, seconds) if encode else (np.zeros((0, 0), np.float32), order[:0])
    words, meant, near, truth = _held_back(texts, numbers, len(names), order, vectors, known)
    pieces = Pieces.learnt(texts)
    alone = scale_for(words, truth)
    of_words = _fit_words(pieces, texts, numbers, len(names))
    if not len(known):
        return Model(names, pieces, of_words, alone)
    middle = vectors.mean(axis=0)
    examples = around(vectors, middle)
    meaning = Meaning(_fit(examples, numbers[known], len(names), OF_VECTORS), middle, examples)
    return Model(names, pieces, of_words, alone, meaning, scale_for(words, truth, meant, near), encode)


def in_turn(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """All examples, one of each label after the other, so that any beginning has of every label; the same each time."""
    shuffled = np.random.default_rng(7).permutation(len(numbers))
    turns: dict[int, int] = defaultdict(int)
    turn = np.empty(len(numbers), np.int64)
    for at in shuffled:
        turn[at] = turns[int(numbers[at])]
        turns[int(numbers[at])] += 1
    return shuffled[np.argsort(turn[shuffled], kind="stable")]


def _encoded(texts: Sequence[str], order: NDArray[np.int64], encode: Encode, seconds: float) -> tuple[Floats, NDArray[np.int64]]:
    """The vectors of as many as there is time for, and which those are."""
    began, parts, done = time.monotonic(), [], 0
    while done < len(order) and (not parts or time.monotonic() - began < seconds):
        parts.append(encode([texts[int(at)] for at in order[done : done + BATCH]]))
        done += len(parts[-1])
    return np.vstack(parts), order[:done]


def _held_back(
    texts: Sequence[str], numbers: NDArray[np.int64], count: int, order: NDArray[np.int64], vectors: Floats, known: NDArray[np.int64]
) -> tuple[Floats, Floats | None, Floats | None, NDArray[np.int64]]:
    """Scores of words and of vectors, and the likeness to the nearest, for examples that the learner had not seen."""
    place = {int(at): row for row, at in enumerate(known)}
    among = known if len(known) else order
    folds = FOLDS if len(texts) <= FEW else 1
    words, meant, near, truth = [], [], [], []
    for fold in range(folds):
        held = among[fold :: FOLDS if folds > 1 else PART]
        rest = np.setdiff1d(np.arange(len(texts)), held)
        if not len(held) or len(set(numbers[rest])) < 2:
            continue
        learnt, asked = [texts[int(at)] for at in rest], [texts[int(at)] for at in held]
        pieces = Pieces.learnt(learnt)
        words.append(words_scores(_fit_words(pieces, learnt, numbers[rest], count), pieces, asked))
        truth.append(numbers[held])
        if len(known):
            rows = np.array([place[int(at)] for at in rest if int(at) in place])
            middle = vectors[rows].mean(axis=0)
            seen, unseen = around(vectors[rows], middle), around(vectors[[place[int(at)] for at in held]], middle)
            line = _fit(seen, numbers[known[rows]], count, OF_VECTORS)
            meant.append(unseen @ line.weights.T + line.bias)
            near.append((unseen @ seen.T).max(axis=1))
    if not words:
        raise TooFew
    joined = [np.vstack(words), np.vstack(meant) if meant else None, np.concatenate(near) if near else None]
    return joined[0], joined[1], joined[2], np.concatenate(truth)  # pyright: ignore[reportReturnType]


def _fit_words(pieces: Pieces, texts: Sequence[str], numbers: NDArray[np.int64], count: int) -> Linear:
    from scipy.sparse import csr_matrix

    rows = [pieces.of(text) for text in texts]
    ends = np.cumsum([0, *(len(one) for one, _ in rows)])
    values, columns = np.concatenate([one for _, one in rows]), np.concatenate([one for one, _ in rows])
    return _fit(csr_matrix((values, columns, ends), shape=(len(texts), len(pieces.weights))), numbers, count, OF_WORDS)


def _fit(rows: object, numbers: NDArray[np.int64], count: int, closeness: float) -> Linear:
    """One line for each label against all others. A label that is not among the rows is never the best."""
    from sklearn.svm import LinearSVC

    fitted = LinearSVC(C=closeness).fit(rows, numbers)  # pyright: ignore[reportArgumentType]
    found = fitted.coef_, fitted.intercept_
    if len(fitted.classes_) == 2:
        found = np.vstack([-found[0], found[0]]), np.concatenate([-found[1], found[1]])
    weights = np.zeros((count, found[0].shape[1]), np.float32)
    bias = np.full(count, -5, np.float32)
    weights[fitted.classes_], bias[fitted.classes_] = found[0], found[1]
    return Linear(weights, bias)
