"""Letting others have the processor first."""

import os
from contextlib import suppress
from pathlib import Path


def give_way(nice: int) -> None:
    """By as much as `nice` says, 0 to 19, for this process and those it starts."""
    with suppress(OSError):
        os.nice(nice)
    # Linux may weigh sessions against each other instead of processes.
    if os.getsid(0) == os.getpid():
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(nice))
