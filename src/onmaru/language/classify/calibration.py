"""How sure scores are, and which texts belong nowhere, from examples that were held back."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.model import Scale
from onmaru.language.classify.vectors import Floats

# Of texts that belong somewhere, how many may be taken for strangers.
REFUSED = 0.015
HEATS = np.geomspace(0.5, 60, 30)


def scale_for(scores: Floats, truth: NDArray[np.int64], near: Floats | None = None) -> Scale:
    heat = best_heat(scores, truth)[1]
    best = scores.max(axis=1)
    made = Scale(heat, _spread(best), _spread(near) if near is not None else (0.0, 1.0), 0.0)
    return replace(made, least=float(np.quantile(made.outside(best, near), REFUSED)))


def best_heat(scores: Floats, truth: NDArray[np.int64]) -> tuple[float, float]:
    """What is still lost of certainty with it, and the heat."""
    return min((_lost(scores, truth, heat), float(heat)) for heat in HEATS)


def _lost(scores: Floats, truth: NDArray[np.int64], heat: float) -> float:
    hot = scores * heat
    top = hot.max(axis=1)
    whole = top + np.log(np.exp(hot - top[:, None]).sum(axis=1))
    return float((whole - hot[np.arange(len(truth)), truth]).mean())


def _spread(values: Floats) -> tuple[float, float]:
    return float(values.mean()), float(values.std()) or 1.0
