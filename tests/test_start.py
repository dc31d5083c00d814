"""The whole product under its supervisor: opened, wounded, closed and opened again."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from onmaru.kit import embedded, embedded_home


class Product:
    """`onmaru start` as a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ONMARU_") and name != "DATABASE_URL"}
        self.environment = {**kept, "ONMARU_DATA": str(folder)}
        self.process: subprocess.Popen[str] | None = None

    def starts(self) -> None:
        command = [sys.executable, "-m", "onmaru.cli", "start", f"--port={self.port}"]
        self.process = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        said = ""
        while "Ctrl-C" not in said:
            line = self.process.stdout.readline()
            assert line, said
            said += line
        assert f"http://localhost:{self.port}" in said

    def child(self, command: str, not_the: int = 0) -> psutil.Process:
        """The child that runs `onmaru COMMAND`, as soon as there is one other than the process `not_the`."""

        def found() -> psutil.Process | None:
            assert self.process
            # A child may end between being seen and being asked.
            with suppress(psutil.Error):
                for one in psutil.Process(self.process.pid).children():
                    if one.pid != not_the and command in one.cmdline():
                        return one
            return None

        return until(found)

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", "/stream")
            return connection.getresponse().status == 401
        except OSError:
            return False
        finally:
            connection.close()

    def is_told(self, number: int) -> int:
        assert self.process
        self.process.send_signal(number)
        self.process.communicate(timeout=60)
        return self.process.returncode

    def database_runs(self) -> bool:
        return embedded.is_running(embedded_home.settle(self.folder / "postgres"))


def until(found, seconds: float = 60.0):
    """What `found` gives once it gives something."""
    deadline = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.1)
    return value


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        product = Product(Path(folder))
        yield product
        if product.process and product.process.poll() is None:
            product.process.kill()
            product.process.communicate()
        with suppress(FileNotFoundError):
            embedded.url(Path(folder) / "postgres")
            embedded.leave(Path(folder) / "postgres")


def test_what_dies_starts_again_and_ctrl_c_ends_everything(product: Product) -> None:
    product.starts()
    worker, web = product.child("worker"), product.child("serve")
    worker.kill()
    product.child("worker", not_the=worker.pid)
    web.kill()
    product.child("serve", not_the=web.pid)
    assert until(product.answers)
    assert product.process
    below = psutil.Process(product.process.pid).children(recursive=True)
    assert product.is_told(signal.SIGINT) == 0
    assert psutil.wait_procs(below, timeout=20)[1] == []
    assert not product.database_runs()


def test_a_killed_supervisor_takes_its_children_along_and_the_next_start_finds_the_data(product: Product) -> None:
    product.starts()
    made = (product.folder / "postgres" / "18" / "PG_VERSION").stat().st_mtime
    assert product.process
    below = [product.child("worker"), product.child("serve")]
    product.is_told(signal.SIGKILL)
    assert psutil.wait_procs(below, timeout=60)[1] == []
    product.starts()
    assert product.answers()
    assert (product.folder / "postgres" / "18" / "PG_VERSION").stat().st_mtime == made
    assert product.is_told(signal.SIGTERM) == 0
    assert not product.database_runs()


def test_a_taken_port_is_said_plainly(product: Product) -> None:
    with socket.create_server(("127.0.0.1", product.port)):
        command = [sys.executable, "-m", "onmaru.cli", "start", f"--port={product.port}"]
        done = subprocess.run(command, env=product.environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"--port {product.port + 1}" in done.stderr
