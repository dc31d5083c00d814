"""What such services answer, good or bad; pure. They all say what went wrong, each in its own form."""

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import numpy as np

from onmaru.language.classify.vectors import Floats

LONGEST_WORDS = 200


class Kind(StrEnum):
    """What went wrong, by what somebody can do about it."""

    UNREACHABLE = "unreachable"
    PRIVATE = "private"
    KEY = "key"
    MODEL = "model"
    QUOTA = "quota"
    BUSY = "busy"
    REFUSED = "refused"
    NONSENSE = "nonsense"


# Worth another try in a moment.
PASSING = {Kind.BUSY}
SPENT = {"insufficient_quota", "credit_balance_exhausted"}


def fault_of(status: int, body: bytes) -> tuple[Kind, str]:
    """The kind of a refusal, and the service's own words."""
    words, code = _said(body)
    if code in SPENT:
        return Kind.QUOTA, words
    if status in {401, 403}:
        return Kind.KEY, words
    if status == 404:
        return Kind.MODEL, words
    if status in {408, 409, 425, 429} or status >= 500:
        return Kind.BUSY, words
    return Kind.REFUSED, words or f"HTTP {status}"


def _said(body: bytes) -> tuple[str, str]:
    try:
        found: Any = json.loads(body)
    except ValueError:
        return "", ""
    told: Any = found.get("error", found) if isinstance(found, dict) else found
    if not isinstance(told, dict):
        return str(told)[:LONGEST_WORDS], ""
    if told.get("object") == "error" or "message" in told:
        return str(told.get("message") or "")[:LONGEST_WORDS], str(told.get("code") or told.get("type") or "")
    return "", ""


def vectors_of(answer: Any, count: int) -> Floats:
    """The vectors in the order that was asked for, all of length one. Raises ValueError for anything else."""
    if not isinstance(answer, Mapping) or not isinstance(answer.get("data"), list):
        raise ValueError("no list of vectors")
    data: list[Any] = answer["data"]
    if len(data) != count or not all(isinstance(one, Mapping) for one in data):
        raise ValueError(f"{len(data)} vectors for {count} texts")
    try:
        placed = {int(one.get("index", place)): np.array(one["embedding"], np.float32) for place, one in enumerate(data)}
        found = np.stack([placed[place] for place in range(count)])
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"not vectors: {error!r}") from error
    lengths = np.linalg.norm(found, axis=1, keepdims=True) if found.ndim == 2 else np.zeros(1)
    if not found.size or not np.isfinite(lengths).all() or not lengths.all():
        raise ValueError("vectors without a direction")
    return found / lengths


def wait_after(headers: Mapping[str, str], turn: int) -> float:
    """Seconds until another try: what the service asks for, or a little longer each time."""
    for name, part in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return max(0.0, float(headers[name]) / part)
        except (KeyError, ValueError):
            continue
    return 0.5 * 2**turn
