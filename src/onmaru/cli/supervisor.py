"""Keeps children alive: starts again what died, a little later each time, and stops all of them together."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType, TracebackType

from onmaru.cli.leash import VARIABLE as LEASH

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# After this long without dying, a child has recovered and its pauses begin anew.
HEALTHY = 60.0
# What children get to finish what they are doing.
PATIENCE = 30.0


@dataclass
class Child:
    """One `onmaru` command that should always run."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    born: float = 0.0
    pause: float = FIRST_PAUSE
    due: float = field(default=0.0)


class Supervisor:
    """Use as a context: leaving it stops every child. A second signal stops them at once."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = threading.Event()
        self.wake = threading.Event()
        self.hurry = False
        self.leash, self.hand = os.pipe()
        os.set_inheritable(self.leash, True)

    def __enter__(self) -> "Supervisor":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked_to_stop)
        signal.signal(signal.SIGCHLD, lambda number, frame: self.wake.set())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stopping.set()
        self._stop_all()
        os.close(self.hand)
        os.close(self.leash)

    def do(self, *arguments: str) -> int:
        """Run one command to its end; its exit status, or 130 when it was stopped."""
        if self.stopping.is_set():
            return 130
        child = Child(arguments[0], list(arguments))
        self.children.append(child)
        self._start(child)
        assert child.process
        while child.process.poll() is None and not self.stopping.is_set():
            self._sleep(1.0)
        if self.stopping.is_set():
            return 130
        self.children.remove(child)
        return child.process.returncode

    def keep(self, child: Child) -> None:
        self.children.append(child)
        if not self.stopping.is_set():
            self._start(child)

    def watch(self) -> None:
        """Until asked to stop."""
        while not self.stopping.is_set():
            now = time.monotonic()
            for child in self.children:
                if child.process and child.process.poll() is not None:
                    self._mourn(child, now)
                if child.process is None and child.due <= now:
                    self._start(child)
            self._sleep(1.0)

    def _start(self, child: Child) -> None:
        # A session of its own keeps the terminal's Ctrl-C from the child; we pass on what it should hear.
        child.process = subprocess.Popen(
            [sys.executable, "-m", "onmaru.cli", *child.arguments],
            env={**os.environ, LEASH: str(self.leash)},
            pass_fds=[self.leash],
            start_new_session=True,
        )
        child.born = time.monotonic()

    def _mourn(self, child: Child, now: float) -> None:
        assert child.process
        if now - child.born > HEALTHY:
            child.pause = FIRST_PAUSE
        print(f"{child.name}: ended with {child.process.returncode}, starts again in {child.pause:.0f} s", file=sys.stderr, flush=True)
        child.process, child.due = None, now + child.pause
        child.pause = min(child.pause * 2, LONGEST_PAUSE)

    def _stop_all(self) -> None:
        alive = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + PATIENCE
        while any(process.poll() is None for process in alive) and time.monotonic() < deadline and not self.hurry:
            self._sleep(0.5)
        for process in alive:
            if process.poll() is None:
                # Its own children go with it: it leads their session.
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _sleep(self, seconds: float) -> None:
        self.wake.wait(seconds)
        self.wake.clear()

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self.stopping.is_set():
            self.hurry = True
        else:
            print("\n온마루를 끝내는 중입니다 …", flush=True)
        self.stopping.set()
        self.wake.set()
