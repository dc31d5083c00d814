"""Web and worker as an operator runs them, except that somebody keeps killing them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Victim:
    """One `onmaru` command; it is started anew as soon as it was killed."""

    arguments: list[str]
    log: Path
    kills: int = 0
    born: float = 0.0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "onmaru.cli", *self.arguments], stdout=output, stderr=output, start_new_session=True
            )
        self.born = time.monotonic()

    @property
    def age(self) -> float:
        return time.monotonic() - self.born

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
