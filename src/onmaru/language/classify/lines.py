"""Learns from pieces alone: a linear support vector machine for each label against the rest, which knows no vectors."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.model import Linear
from onmaru.language.classify.vectors import Floats

# How much an example on the wrong side counts. Chosen on parts of training sets.
PENALTY = 0.5
# Closer than this changes no answer, and takes longer.
NEAR_ENOUGH = 0.01
# Examples are held back in so many parts, one after the other, until enough were asked.
PARTS = 5
ASKED = 1500


def line_through(rows: Any, numbers: NDArray[np.int64], count: int) -> Linear:
    """Labels that no example has are never the answer."""
    from sklearn.svm import LinearSVC

    machine = LinearSVC(C=PENALTY, tol=NEAR_ENOUGH, random_state=0).fit(rows, numbers)
    weights, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
    line = Linear(np.zeros((count, rows.shape[1]), np.float32), np.full(count, -1, np.float32))
    line.weights[machine.classes_], line.bias[machine.classes_] = weights, bias
    return line


def held_back(rows: Any, numbers: NDArray[np.int64], whole: Linear) -> tuple[NDArray[np.int64], Floats]:
    """Places of examples, and the scores that a line gives them which was learnt without them."""
    parts, count = parts_of(numbers), len(whole.bias)
    scores = np.zeros((len(numbers), count), np.float32)
    asked = np.zeros(len(numbers), bool)
    for part in range(PARTS):
        out = parts == part
        if asked.sum() >= ASKED or not out.any() or len(set(numbers[~out].tolist())) < 2:
            continue
        scores[out] = answered(line_through(rows[~out], numbers[~out], count), rows[out])
        asked |= out
    if not asked.any():
        # With one example of each label there is nothing else to ask.
        scores, asked = answered(whole, rows), ~asked
    places = np.flatnonzero(asked)[:ASKED]
    return places, scores[places]


def parts_of(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first part has the first examples of each label, and none but the only one of a label takes all of it."""
    turns, sizes = turns_of(numbers), np.bincount(numbers)
    return turns * PARTS // sizes[numbers]


def turns_of(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    """The how manyth of its label each one is."""
    order = np.argsort(numbers, kind="stable")
    starts = np.searchsorted(numbers[order], numbers[order])
    turns = np.empty(len(numbers), np.int64)
    turns[order] = np.arange(len(numbers)) - starts
    return turns


def answered(line: Linear, rows: Any) -> Floats:
    return rows @ line.weights.T + line.bias
