"""Starting a server, knowing when it listens, and leaving nothing of it behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from dev.mailhost.unavailable import MailHostUnavailable


def free_ports(count: int) -> list[int]:
    """Loopback ports nobody listens on. All are held while choosing, so no two are the same."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    try:
        return [each.getsockname()[1] for each in held]
    finally:
        for each in held:
            each.close()


class ServerProcess:
    """A foreground server in a process group of its own; it ends with us even if we are killed."""

    def __init__(self, command: Sequence[str], log: Path) -> None:
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_listening(self, *ports: int, timeout: float = 15) -> None:
        deadline = time.monotonic() + timeout
        for port in ports:
            while not _answers(port):
                if self._process.poll() is not None or time.monotonic() > deadline:
                    self.stop()
                    raise MailHostUnavailable(f"a server did not start: {self._last_words()}")
                time.sleep(0.02)

    def stop(self, politely: bool = True) -> None:
        """End the server and all it started; impolitely where nothing is worth an orderly end."""
        if politely:
            _signal_group(self._process, signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=5)
        _signal_group(self._process, signal.SIGKILL)
        self._process.wait()

    def _last_words(self) -> str:
        lines = self._log.read_text(errors="replace").strip().splitlines() if self._log.exists() else []
        return " / ".join(lines[-3:]) or f"no word in {self._log.name}"


def _answers(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex(("127.0.0.1", port)) == 0


def _signal_group(leader: subprocess.Popen[bytes], sign: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(leader.pid, sign)
