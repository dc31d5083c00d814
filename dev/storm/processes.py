"""Web and worker as an operator runs them, except that somebody keeps killing them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass
class Victim:
    """One `onmaru` command; it is started anew as soon as it was killed."""

    arguments: list[str]
    log: Path
    # Whether it works already: killing what is only starting would prove nothing.
    works: Callable[[datetime], bool]
    kills: int = 0
    born: datetime = NEVER
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "onmaru.cli", *self.arguments], stdout=output, stderr=output, start_new_session=True
            )
        self.born = datetime.now(UTC)

    def wait(self) -> None:
        deadline = time.monotonic() + 120
        while not self.works(self.born):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.arguments[0]} does not come up; see {self.log}")
            time.sleep(0.05)

    def kill(self) -> None:
        """The whole process group at once, as the kernel does when memory runs out."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.kills += 1
        self.start()

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Victims:
    web: Victim
    worker: Victim
    everyone: list[Victim] = field(init=False)

    def __post_init__(self) -> None:
        self.everyone = [self.web, self.worker]

    def __enter__(self) -> Victims:
        for victim in self.everyone:
            victim.start()
        return self

    def __exit__(self, *_: object) -> None:
        for victim in self.everyone:
            victim.stop()
