"""A child of the supervisor ends when the supervisor does, even when that was killed: their shared pipe closes with it."""

import os
import signal
import threading

VARIABLE = "ONMARU_LEASH"


def heed() -> None:
    descriptor = os.environ.pop(VARIABLE, "")
    if descriptor:
        threading.Thread(target=_wait, args=(int(descriptor),), daemon=True, name="leash").start()


def _wait(descriptor: int) -> None:
    # Nothing is ever written; reading returns when the last writing end is closed.
    os.read(descriptor, 1)
    os.kill(os.getpid(), signal.SIGTERM)
