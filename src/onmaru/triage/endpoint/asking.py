"""Asks the service for vectors, so many texts at a time."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from onmaru.kit import http
from onmaru.kit.storage.errors import TooLarge
from onmaru.language.classify.vectors import LONGEST, Floats, NoVectors
from onmaru.triage.endpoint.answers import PASSING, Kind, fault_of, vectors_of, wait_after

AT_ONCE = 64
LARGEST = 32 * 1024 * 1024
TRIES = 3
# Addresses of people and numbers that could be theirs (of telephones, cards, parcels) say nothing of what a text is about.
PERSONAL = re.compile(r"\S+@\S+|\d(?:[ -]?\d){6,}")


class Fault(NoVectors):
    def __init__(self, kind: Kind, words: str = "") -> None:
        super().__init__(f"{kind}: {words}")
        self.kind, self.words = kind, words


@dataclass(frozen=True, slots=True)
class Service:
    """An address up to and without `/embeddings`, the model asked for, and the key, which a service of one's own may not need."""

    address: str
    model: str
    key: str = ""

    @property
    def name(self) -> str:
        return f"{self.model} @ {self.address}"


def vectors(service: Service, texts: Sequence[str], seconds: float, told: Callable[[int], None] | None = None) -> Floats:
    """One of each text, within so many seconds in all. `told` hears how many there are so far. Raises Fault."""
    deadline, parts, done = time.monotonic() + seconds, [], 0
    for some in _parts(texts):
        parts.append(_patiently(service, some, deadline))
        if parts[-1].shape[1] != parts[0].shape[1]:
            raise Fault(Kind.NONSENSE, f"{parts[0].shape[1]} ≠ {parts[-1].shape[1]}")
        done += len(some)
        if told:
            told(done)
    return np.vstack(parts)


def _parts(texts: Sequence[str]) -> Iterator[list[str]]:
    # A text of nothing is refused by some.
    shortened = [PERSONAL.sub("…", text[:LONGEST]).strip() or "-" for text in texts]
    for start in range(0, len(shortened), AT_ONCE):
        yield shortened[start : start + AT_ONCE]


def _patiently(service: Service, texts: list[str], deadline: float) -> Floats:
    response, turn = _asked(service, texts, deadline), 0
    while not response.ok:
        kind, words = fault_of(response.status, response.body)
        pause, turn = wait_after(response.headers, turn), turn + 1
        if kind not in PASSING or turn == TRIES or time.monotonic() + pause >= deadline:
            raise Fault(kind, words)
        time.sleep(pause)
        response = _asked(service, texts, deadline)
    try:
        return vectors_of(response.json(), len(texts))
    except (ValueError, RecursionError) as error:
        raise Fault(Kind.NONSENSE, str(error)[:200]) from error


def _asked(service: Service, texts: list[str], deadline: float) -> http.Response:
    headers = {"authorization": f"Bearer {service.key}"} if service.key else {}
    asked = {"model": service.model, "input": texts, "encoding_format": "float"}
    left = deadline - time.monotonic()
    if left <= 0:
        raise Fault(Kind.UNREACHABLE)
    try:
        return http.post(f"{service.address}/embeddings", json=asked, headers=headers, seconds=left, largest=LARGEST)
    except http.PrivateAddress as error:
        raise Fault(Kind.PRIVATE, error.host) from error
    except (http.Unreachable, OSError) as error:
        raise Fault(Kind.UNREACHABLE) from error
    except (TooLarge, ValueError) as error:
        raise Fault(Kind.NONSENSE) from error
