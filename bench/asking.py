"""Requests a second through the real server: `python -m bench.asking` prints them as JSON. Every body is read and looked into."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import TYPE_CHECKING, Any

from bench.memory import free_port, until_open

if TYPE_CHECKING:
    from bench.screens import Screen

AT_ONCE = (1, 8)
ASKED = ("view: all open, by a lead", "conversation of 5, opened from the list", "search: a common word")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=5)
    seconds = parser.parse_args().seconds
    from onmaru.cli import setting_up

    setting_up.django()
    from bench.screens import screens
    from onmaru.people.models import Agent

    lead, agent = Agent.objects.filter(role="lead")[0], Agent.objects.filter(role="agent")[0]
    chosen = [(who, screen) for who, screen in screens(lead, agent, 40) if screen.name in ASKED]
    found = []
    with served() as port:
        for who, screen in chosen:
            session = session_of(who)
            asyncio.run(asked(port, session, screen, 1, 1))
            rates = {count: asyncio.run(asked(port, session, screen, count, seconds)) for count in AT_ONCE}
            found.append({"name": screen.name, "rates": rates})
    print(json.dumps(found))
    return 0


@contextmanager
def served() -> Iterator[int]:
    port = free_port()
    command = [sys.executable, "-m", "onmaru.cli", "serve", f"--port={port}"]
    environment = {**os.environ, "ONMARU_LOG_LEVEL": "WARNING"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            until_open(port, process)
            yield port
        finally:
            process.send_signal(signal.SIGTERM)


def session_of(agent: Any) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(agent.pk), agent.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "onmaru.people.backend.AgentBackend"
    session.create()
    return session.session_key or ""


async def asked(port: int, session: str, screen: Screen, at_once: int, seconds: float) -> float:
    """Answers a second, each of them right."""
    addresses, until = cycle(screen.asked), time.perf_counter() + seconds
    began = time.perf_counter()
    counts = await asyncio.gather(*[_asks(port, session, screen, addresses, until) for _ in range(at_once)])
    return sum(counts) / (time.perf_counter() - began)


async def _asks(port: int, session: str, screen: Screen, addresses: Iterator[tuple[str, list[tuple[str, int]]]], until: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    headers = "".join(f"{name}: {value}\r\n" for name, value in screen.headers.items())
    answers = 0
    while time.perf_counter() < until:
        path, checks = next(addresses)
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid={session}\r\n{headers}\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = int(head.partition(b"content-length: ")[2].split(b"\r\n")[0])
        body = (await reader.readexactly(length)).decode()
        if missing := [expected for expected, times in checks if body.count(expected) < times]:
            raise RuntimeError(f"{path} holds too few of {missing}: {head.decode()}")
        answers += 1
    writer.close()
    return answers


if __name__ == "__main__":
    sys.exit(main())
