"""Learns a model from examples: kernel ridge over pieces of words and nearness of vectors together.

Its closed form also says what it would answer about each example had it never seen it; from those answers it learns how sure it may be,
and what belongs nowhere.
"""

import time
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.calibration import scale_for
from onmaru.language.classify.model import Linear, Meaning, Model, nearness
from onmaru.language.classify.pieces import Pieces
from onmaru.language.classify.vectors import Encode, Floats, around, embedded, in_bulk

# How far answers may lie from the examples. Chosen, as how far nearness reaches, on parts of training sets.
LOOSENESS = 0.1
# So many examples are asked as if they had not been seen.
ASKED = 1500
# Vectors cost most of the time that there is: seconds after which the rest is learnt by its words only.
SECONDS = 75.0
AT_ONCE = 512
# So many are worth the second it takes to unpack what makes vectors in bulk.
MANY = 200
# Pieces that many examples share are multiplied as a whole, the others one by one.
COMMON, BLOCK = 1000, 512


class TooFew(ValueError):
    """There are not two labels to tell apart."""


def train(texts: Sequence[str], labels: Sequence[str], encode: Encode | None = None, seconds: float = SECONDS) -> Model:
    """Raises TooFew."""
    names = tuple(sorted(set(labels)))
    if len(names) < 2:
        raise TooFew
    numbers = np.searchsorted(np.array(names), np.array(labels))
    order = in_turn(numbers)
    texts, numbers = [texts[int(at)] for at in order], numbers[order]
    asked = min(ASKED, len(texts))
    truth = numbers[:asked]
    vectors = _encoded(texts, encode, seconds) if encode else None
    pieces = Pieces.learnt(texts)
    rows = _sparse(pieces, texts)
    alike = _products(rows)
    of_words = alike[:asked].copy()
    if vectors is None:
        answers, whole, _words = _solved(alike, of_words, numbers, len(names))
        return Model(names, pieces, _line(rows, answers), scale_for(whole, truth))
    middle = vectors.mean(axis=0)
    examples = around(vectors, middle)
    _add_nearness(alike, examples)
    answers, whole, words = _solved(alike, of_words, numbers, len(names))
    asked = min(asked, len(examples))
    close = examples[:asked] @ examples.T
    np.fill_diagonal(close, -1)
    together = scale_for(whole[:asked], truth[:asked], close.max(axis=1))
    meaning = Meaning(answers[: len(examples)], middle, examples)
    return Model(names, pieces, _line(rows, answers), scale_for(words, truth), meaning, together, encode)


def in_turn(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """All examples, one of each label after the other, so that any beginning has of every label; the same each time."""
    shuffled = np.random.default_rng(7).permutation(len(numbers))
    turns: dict[int, int] = defaultdict(int)
    turn = np.empty(len(numbers), np.int64)
    for at in shuffled:
        turn[at] = turns[int(numbers[at])]
        turns[int(numbers[at])] += 1
    return shuffled[np.argsort(turn[shuffled], kind="stable")]


def _encoded(texts: Sequence[str], encode: Encode, seconds: float) -> Floats:
    """The vectors of the first ones, as many as there is time for."""
    if encode is embedded() and len(texts) >= MANY:
        encode = in_bulk() or encode
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


def _products(rows: Any) -> Floats:
    """Of every example with every other."""
    often = np.argsort(-rows.getnnz(axis=0), kind="stable")
    common, rare = rows[:, often[:COMMON]].toarray(), rows[:, often[COMMON:]].tocsr()
    found = common @ common.T
    turned = rare.T.tocsr()
    for at in range(0, len(found), BLOCK):
        found[at : at + BLOCK] += (rare[at : at + BLOCK] @ turned).toarray()
    return found


def _add_nearness(alike: Floats, examples: Floats) -> None:
    """Adds it in place. Examples without a vector are near nothing: with anything else the whole might have no solution."""
    for at in range(0, len(examples), BLOCK):
        alike[at : at + BLOCK, : len(examples)][: len(examples) - at] += nearness(examples[at : at + BLOCK], examples)


def _solved(alike: Floats, of_words: Floats, numbers: NDArray[np.int64], count: int) -> tuple[Floats, Floats, Floats]:
    """What each example adds to each label; and, for the first ones had they not been seen, the scores by all and by words alone."""
    from scipy.linalg import cho_factor, cho_solve

    wanted = np.zeros((len(numbers), count), np.float32)
    wanted[np.arange(len(numbers)), numbers] = 1
    places = np.arange(len(of_words))
    alike[np.diag_indices(len(alike))] += np.float32(LOOSENESS)
    factor = cho_factor(alike, lower=True, overwrite_a=True, check_finite=False)
    answers = cho_solve(factor, wanted, check_finite=False)
    alone = np.zeros((len(numbers), len(of_words)), np.float32)
    alone[places, places] = 1
    turned = cho_solve(factor, alone, overwrite_b=True, check_finite=False)
    without = answers[: len(of_words)] / turned[places, places][:, None]
    whole = wanted[: len(of_words)] - without
    words = of_words @ answers - np.einsum("ij,ji->i", of_words, turned)[:, None] * without
    return answers, whole, words


def _line(rows: Any, answers: Floats) -> Linear:
    return Linear((rows.T @ answers).T.astype(np.float32), np.zeros(answers.shape[1], np.float32))
