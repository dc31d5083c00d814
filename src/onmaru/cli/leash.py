"""A child of the supervisor ends when the supervisor does, even when that was killed: their shared pipe closes with it."""

import multiprocessing
import os
import signal
import threading
import time

VARIABLE = "ONMARU_LEASH"
# What an orphan gets to end by itself.
GRACE = 5.0


def heed() -> None:
    descriptor = os.environ.pop(VARIABLE, "")
    if descriptor:
        threading.Thread(target=_wait, args=(int(descriptor),), daemon=True, name="leash").start()


def _wait(descriptor: int) -> None:
    # Nothing is ever written; reading returns when the last writing end is closed.
    os.read(descriptor, 1)
    os.kill(os.getpid(), signal.SIGTERM)


def heed_parent() -> None:
    """The same for what a child starts by multiprocessing: it ends when its parent does."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_outlive, args=(parent,), daemon=True, name="leash").start()


def _outlive(parent) -> None:
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)
