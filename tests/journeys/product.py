"""The product as an operator runs it: `onmaru serve` and `onmaru worker`, processes of their own, on the test's database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from psycopg.conninfo import make_conninfo

from tests.live import until_it_answers


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Web and worker until left; gives the address. Logs and files go to the folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://localhost:{port}"
    environment = surroundings(folder, address)
    started = []
    try:
        for command in (["serve", f"--port={port}"], ["worker"]):
            with (folder / f"{command[0]}.log").open("ab") as log:
                started.append(subprocess.Popen([sys.executable, "-m", "onmaru.cli", *command], env=environment, stdout=log, stderr=log))
        until_it_answers(port, has_ended=lambda: started[0].poll() is not None)
        yield address
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(60)


def surroundings(folder: Path, address: str = "http://localhost") -> dict[str, str]:
    """What a process of the product finds in its environment: the test's database, and this folder for its files."""
    return {
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "DATABASE_URL": make_conninfo(os.environ["DATABASE_URL"], dbname=connection.settings_dict["NAME"]),
        "ONMARU_DATA": str(folder),
        "ONMARU_URL": address,
        # The mail host of the test is on this machine.
        "ONMARU_PRIVATE_HOSTS": "localhost 127.0.0.1",
    }
