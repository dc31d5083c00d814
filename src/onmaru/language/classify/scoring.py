"""How good predictions are, in the figures that are usual."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onmaru.language.classify.model import Prediction

NONE = {"", "oos"}
BINS = 15


@dataclass(frozen=True, slots=True)
class Figures:
    """`accuracy` of the best label where there is one; `kept` also counts a refusal as wrong. None where there was nothing to count."""

    size: int
    accuracy: float
    kept: float
    macro_f1: float
    strangers: int
    strangers_found: float | None
    refused: float
    calibration_error: float


def figures(truth: Sequence[str], said: Sequence[Prediction]) -> Figures:
    pairs = list(zip(truth, said, strict=True))
    inside = [(true, one) for true, one in pairs if true not in NONE]
    outside = [one for true, one in pairs if true in NONE]
    right = [one.ranked[0][0] == true for true, one in inside]
    return Figures(
        size=len(inside),
        accuracy=_mean(right),
        kept=_mean([one.label == true for true, one in inside]),
        macro_f1=_macro_f1([true for true, _ in inside], [one.ranked[0][0] for _, one in inside]),
        strangers=len(outside),
        strangers_found=_mean([one.is_none for one in outside]) if outside else None,
        refused=_mean([one.is_none for _, one in inside]),
        calibration_error=_calibration_error([one.confidence for _, one in inside], right),
    )


def _mean(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 0.0


def _macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    found: list[float] = []
    for label in set(truth):
        hits = sum(one == label == true for true, one in zip(truth, said, strict=True))
        found.append(2 * hits / (truth.count(label) + said.count(label)))
    return sum(found) / len(found) if found else 0.0


def _calibration_error(sure: Sequence[float], right: Sequence[bool]) -> float:
    """How far, on average, what was said of the certainty lies from how often it was right."""
    if not sure:
        return 0.0
    confidence, hits = np.array(sure), np.array(right, dtype=float)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == one].mean() - hits[bins == one].mean()) * (bins == one).sum() for one in set(bins.tolist())]
    return float(sum(gaps) / len(confidence))
