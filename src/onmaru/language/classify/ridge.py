"""Learns from pieces and nearness of vectors together: kernel ridge. Its closed form also says what it would answer about each example
had it never seen it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.model import nearness
from onmaru.language.classify.vectors import Floats

# How far answers may lie from the examples. Chosen, as how far nearness reaches, on parts of training sets.
LOOSENESS = 0.1
# Pieces that many examples share are multiplied as a whole, the others one by one.
COMMON, BLOCK = 1000, 512


def likeness(rows: Any, examples: Floats, weight: float) -> Floats:
    """Of every example with every other; `weight` is what their pieces count beside their vectors."""
    rows = rows * np.float32(weight**0.5)
    often = np.argsort(-rows.getnnz(axis=0), kind="stable")
    common, rare = rows[:, often[:COMMON]].toarray(), rows[:, often[COMMON:]].tocsr()
    found = common @ common.T
    turned = rare.T.tocsr()
    for at in range(0, len(found), BLOCK):
        found[at : at + BLOCK] += (rare[at : at + BLOCK] @ turned).toarray()
        found[at : at + BLOCK] += nearness(examples[at : at + BLOCK], examples)
    return found


def solved(alike: Floats, numbers: NDArray[np.int64], count: int, asked: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """What each example adds to each label; and the scores of those asked, had they not been seen. Overwrites `alike`."""
    from scipy.linalg import cho_factor, cho_solve

    wanted = np.zeros((len(numbers), count), np.float32)
    wanted[np.arange(len(numbers)), numbers] = 1
    alike[np.diag_indices(len(alike))] += np.float32(LOOSENESS)
    factor = cho_factor(alike, lower=True, overwrite_a=True, check_finite=False)
    answers = cho_solve(factor, wanted, check_finite=False)
    alone = np.zeros((len(numbers), len(asked)), np.float32)
    places = np.arange(len(asked))
    alone[asked, places] = 1
    turned = cho_solve(factor, alone, overwrite_b=True, check_finite=False)
    return answers, wanted[asked] - answers[asked] / turned[asked, places][:, None]
