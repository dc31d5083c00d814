"""How sure scores are, and which texts belong nowhere, from examples that were held back."""

import numpy as np
from numpy.typing import NDArray

from onmaru.language.classify.model import Scale
from onmaru.language.classify.vectors import Floats

# Of texts that belong somewhere, how many may be taken for strangers.
REFUSED = 0.05
HEATS = np.geomspace(0.5, 20, 25)
WEIGHTS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0)


def scale_for(words: Floats, truth: NDArray[np.int64], meant: Floats | None = None, near: Floats | None = None) -> Scale:
    _least, weight, heat = min(
        (_loss(words if meant is None else words + weight * meant, truth, heat), weight, heat)
        for weight in (WEIGHTS if meant is not None else (0.0,))
        for heat in HEATS
    )
    scores = words if meant is None else words + weight * meant
    best = scores.max(axis=1)
    made = Scale(float(weight), float(heat), _spread(best), _spread(near) if near is not None else (0.0, 1.0), 0.0)
    least = float(np.quantile(made.outside(best, near), REFUSED))
    return Scale(made.weight, made.heat, made.best, made.near, least)


def _loss(scores: Floats, truth: NDArray[np.int64], heat: float) -> float:
    hot = scores * heat
    top = hot.max(axis=1)
    whole = top + np.log(np.exp(hot - top[:, None]).sum(axis=1))
    return float((whole - hot[np.arange(len(truth)), truth]).mean())


def _spread(values: Floats) -> tuple[float, float]:
    return float(values.mean()), float(values.std()) or 1.0
