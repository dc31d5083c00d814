"""The service that was set, as something that makes vectors. Who it is, is looked up each time: it may have been changed meanwhile."""

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from onmaru.kit import clock
from onmaru.language.classify.vectors import Encoder, Floats
from onmaru.triage.endpoint.answers import Kind
from onmaru.triage.endpoint.asking import AT_ONCE, Fault, vectors
from onmaru.triage.models import Endpoint

# A message waits for its vector; after a failure no other waits for a while, and words answer.
SECONDS, REST = 5.0, 60.0
LEARNING_SECONDS = 600.0
# What was learnt of once is learnt of again: a vector is asked for once by each worker.
KEPT = 6000
_kept: OrderedDict[tuple[str, str], Floats] = OrderedDict()
_resting: dict[str, float] = {}


def encoder() -> Encoder | None:
    endpoint = Endpoint.objects.first()
    return encoder_named(endpoint.service.name) if endpoint else None


def encoder_named(name: str) -> Encoder:
    return Encoder(name, lambda texts: _answered(name, texts))


def forget() -> None:
    """What was kept, and that somebody failed."""
    _kept.clear()
    _resting.clear()


def _answered(name: str, texts: Sequence[str]) -> Floats:
    """Raises Fault, at once where the service failed a moment ago."""
    if _resting.get(name, 0) > time.monotonic():
        raise Fault(Kind.UNREACHABLE)
    try:
        return asked(name, texts, SECONDS)
    except Fault:
        _resting[name] = time.monotonic() + REST
        raise


def asked(name: str, texts: Sequence[str], seconds: float, told: Callable[[int, int], None] | None = None) -> Floats:
    """Vectors of that very service, as far as it is the one that is set. Raises Fault, and remembers it."""
    endpoint = Endpoint.objects.first()
    if endpoint is None or endpoint.service.name != name:
        raise Fault(Kind.UNREACHABLE)
    missing = [text for text in dict.fromkeys(texts) if (name, text) not in _kept]
    found: dict[str, Floats] = {text: _kept[name, text] for text in texts if (name, text) in _kept}
    deadline = time.monotonic() + seconds
    try:
        for start in range(0, len(missing), AT_ONCE):
            some = missing[start : start + AT_ONCE]
            found.update(zip(some, vectors(endpoint.service, some, deadline - time.monotonic()), strict=True))
            if told:
                told(min(start + AT_ONCE, len(missing)), len(missing))
    except Fault as fault:
        Endpoint.objects.filter(pk=endpoint.pk).update(failed_at=clock.now(), failed_because=fault.kind)
        raise
    finally:
        _keep(name, {text: found[text] for text in missing if text in found})
    if missing and endpoint.failed_at:
        Endpoint.objects.filter(pk=endpoint.pk).update(failed_at=None, failed_because="")
    if len({len(one) for one in found.values()}) > 1:
        forget()
        raise Fault(Kind.NONSENSE)
    return np.array([found[text] for text in texts], np.float32)


def _keep(name: str, found: dict[str, Floats]) -> None:
    for text, vector in found.items():
        _kept[name, text] = vector
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
