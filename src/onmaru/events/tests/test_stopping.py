"""A server that is told to stop lets its open pages go, and does not wait for them."""

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from onmaru.events.tests.test_stream import Ears, signed_in
from onmaru.people.models import Agent
from tests.journeys.product import surroundings
from tests.live import served, until_it_answers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def session() -> str:
    return signed_in(Agent.objects.create(email="minji@haru.example", name="김민지"))


def test_an_embedded_server_stops_with_a_page_open(session: str) -> None:
    with served() as front:
        ears = Ears(front, session)
        assert ears.next() == ("hello", {})
    assert ears.next() == ("end", {})
    ears.close()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_a_server_process_stops_with_a_page_open(session: str, told: signal.Signals, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "onmaru.cli", "serve", f"--port={port}"]
    with subprocess.Popen(command, env=surroundings(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            until_it_answers(port, has_ended=lambda: process.poll() is not None)
            ears = Ears(f"http://localhost:{port}", session)
            assert ears.next() == ("hello", {})
            process.send_signal(told)
            said, _ = process.communicate(timeout=60)
        finally:
            process.kill()
    assert ears.next() == ("end", {})
    ears.close()
    assert "Killing" not in said
    assert process.returncode == 0
