"""What the idle product takes: `bin/bench memory` starts it, waits until it is quiet and adds up the proportional set sizes."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

LIMIT = 512
QUIET = 10.0
ASKED = ("/accounts/login/", "/desk/", "/stream")


def main() -> int:
    port = free_port()
    environment = {**os.environ, "ONMARU_LOG_LEVEL": "WARNING"}
    with subprocess.Popen(
        [sys.executable, "-m", "onmaru.cli", "start", f"--port={port}"], env=environment, stdout=subprocess.DEVNULL
    ) as product:
        try:
            until_open(port, product)
            # A product that has answered a few pages has loaded what it needs; before that, it would look leaner than it is.
            for path in ASKED:
                opened(f"http://localhost:{port}{path}")
            time.sleep(QUIET)
            return shown(family(product.pid))
        finally:
            product.send_signal(signal.SIGINT)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def until_open(port: int, product: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while opened(f"http://localhost:{port}/stream") is None:
        if product.poll() is not None:
            raise RuntimeError("the product ended before it opened")
        if time.monotonic() > deadline:
            raise TimeoutError("the product did not open")
        time.sleep(0.2)


def opened(address: str) -> int | None:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def family(supervisor: int) -> dict[int, str]:
    """The supervisor and all below it, and the database, which has left its parent: each process with its command line."""
    parents, commands = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            found = re.search(r"^PPid:\s+(\d+)", status.read_text(), re.MULTILINE)
            commands[int(status.parent.name)] = (status.parent / "cmdline").read_text().replace("\0", " ").strip()
        except OSError:
            continue
        parents[int(status.parent.name)] = int(found[1]) if found else 0
    data = os.environ["ONMARU_DATA"]
    ours = {supervisor} | {pid for pid, command in commands.items() if "postgres -D" in command and data in command}
    while grown := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= grown
    return {pid: commands[pid] for pid in sorted(ours) if commands.get(pid)}


def shown(processes: dict[int, str]) -> int:
    total = 0.0
    for pid, command in processes.items():
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        size = int(re.findall(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[0]) / 1024
        total += size
        print(f"{size:8.1f} MB  {called(command)}")
    print(f"{total:8.1f} MB  together, of {LIMIT} MB allowed")
    return 0 if total < LIMIT else 1


def called(command: str) -> str:
    if "onmaru.cli" in command:
        return f"onmaru {command.partition('onmaru.cli ')[2]}"
    return command if command.startswith("postgres:") else f"{Path(command.split()[0]).name} {' '.join(command.split()[1:3])}"


if __name__ == "__main__":
    sys.exit(main())
