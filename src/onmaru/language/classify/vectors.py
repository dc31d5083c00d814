"""Sentence vectors, where they can be made. Anything that gives vectors of texts can stand in their place."""

import logging
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Encode: TypeAlias = Callable[[Sequence[str]], Floats]

# What is asked stands at the beginning; a long mail would cost seconds.
LONGEST = 300
EMBEDDED = "embedded"


class NoVectors(Exception):
    """There are none at the moment: what makes them cannot be reached, or refuses. It says why in words for people."""


@dataclass(frozen=True, slots=True)
class Encoder:
    """What makes vectors, by a name: those of one mean nothing to what was learnt of another's. Raises NoVectors."""

    name: str
    encode: Encode

    def __call__(self, texts: Sequence[str]) -> Floats:
        return self.encode(texts)


@lru_cache(maxsize=1)
def embedded() -> Encoder | None:
    """None where the weights or what multiplies them cannot be loaded: letters and words must do then."""
    try:
        from onmaru.language.classify.sentences import Sentences
        from onmaru.language.classify.weights import Weights, place

        sentences = Sentences(Weights(place()))
    except (ImportError, OSError, RuntimeError, ValueError, KeyError, struct.error) as error:
        logging.getLogger(__name__).warning("sentence vectors cannot be loaded: %s", error)
        return None

    def encode(texts: Sequence[str]) -> Floats:
        return sentences.encode([text[:LONGEST] for text in texts])

    return Encoder(EMBEDDED, encode)


def around(vectors: Floats, middle: Floats) -> Floats:
    """As seen from the middle of what was learnt, all of length one: raw vectors of this family all point the same way."""
    moved = vectors - middle
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved / np.maximum(lengths, 1e-6)
