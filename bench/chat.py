"""`bin/bench chat`: 200 chats in which both sides write, and 5,000 visitors with an open widget that write nothing, on one node.

The product is served as in production: one web process, one worker. Every visitor and every agent has a stream of their own and does what
the widget and the desk do: the visitor posts to the widget's address, the agent to the desk's; on a hint of the stream each fetches what
changed. A latency ends when what was written is in the answer to that fetch. The client runs on the same cores.

Saturation is a closed loop of visitors who write without pause. Beside it, in the same run, the same number of connections insert rows as
long as such a message, one transaction each, with nothing else around them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psutil

from bench.chatting import AGENTS, Shop, World, open_world
from bench.memory import free_port
from bench.raw_inserts import raw_inserts
from bench.realtime import cpu, memory, until_open
from onmaru.cli.serve import allow_files

GOAL = 0.3
WRITERS = 24


@dataclass
class Measured:
    bytes_a_visitor: float = 0.0
    opened: float = 0.0
    worked_off: float = 0.0
    inward: list[float] = field(default_factory=list)
    outward: list[float] = field(default_factory=list)
    hint_in: list[float] = field(default_factory=list)
    hint_out: list[float] = field(default_factory=list)
    lost: int = 0
    cpu: float = 0.0
    saturated: float = 0.0
    refused: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench chat")
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--idle", type=int, default=5000)
    parser.add_argument("--every", type=float, default=60.0, help="seconds between two messages of one side of a chat")
    parser.add_argument("--seconds", type=float, default=60.0)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Each visitor has an address of their own, as on the internet.
    os.environ |= {"ONMARU_LOG_LEVEL": "WARNING", "ONMARU_BEHIND_PROXY": "1"}
    allow_files(arguments.chats * 3 + arguments.idle + 1000)
    from onmaru.cli import setting_up

    setting_up.django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    world = open_world(arguments.chats, arguments.idle, WRITERS)
    rate = arguments.chats / arguments.every
    print(f"{arguments.chats} chats, {rate:g} messages a second each way for {arguments.seconds:g} s, {arguments.idle} idle visitors;"
          f" load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)  # fmt: skip
    with product() as (port, web):
        found = asyncio.run(measured(port, web, world, arguments))
    limit = raw_inserts(WRITERS, seconds=10)
    return shown(found, limit, arguments)


@contextmanager
def product() -> Iterator[tuple[int, psutil.Process]]:
    """The web process and the worker."""
    port = free_port()
    run = [sys.executable, "-m", "onmaru.cli"]
    with (
        subprocess.Popen([*run, "serve", f"--port={port}"], start_new_session=True) as web,
        subprocess.Popen([*run, "worker"], start_new_session=True) as worker,
    ):
        try:
            asyncio.run(until_open(port))
            yield port, psutil.Process(web.pid)
        finally:
            for process in (web, worker):
                process.send_signal(signal.SIGTERM)


async def measured(port: int, web: psutil.Process, world: World, arguments: argparse.Namespace) -> Measured:
    found, shop = Measured(), Shop(port, world)
    await shop.open_desk()
    await asyncio.sleep(2)
    before, began = memory(web), time.perf_counter()
    await shop.open_idle()
    found.opened = time.perf_counter() - began
    await asyncio.sleep(2)
    found.bytes_a_visitor = (memory(web) - before) * 1024 / max(arguments.idle, 1)
    await shop.open_chats()
    began = time.perf_counter()
    await asyncio.to_thread(until_worked_off)
    found.worked_off = time.perf_counter() - began
    used, began = cpu(web), time.perf_counter()
    await shop.talk(arguments.every, arguments.seconds)
    found.cpu = (cpu(web) - used) / (time.perf_counter() - began)
    found.inward, found.hint_in, found.outward, found.hint_out = shop.inward, shop.hint_in, shop.outward, shop.hint_out
    found.lost = shop.lost
    found.saturated, found.refused = await shop.flood(10.0)
    shop.close()
    return found


def until_worked_off() -> None:
    """Two hundred at once do not begin to talk in any shop: what the worker does about that is not what a talk is measured with."""
    from procrastinate.contrib.django.models import ProcrastinateJob

    from onmaru.kit import clock

    while ProcrastinateJob.objects.filter(status__in=("todo", "doing")).exclude(scheduled_at__gt=clock.now()).exists():
        time.sleep(0.2)


def shown(found: Measured, limit: float, arguments: argparse.Namespace) -> int:
    print(f"{arguments.idle} widgets open after {found.opened:.1f} s, {found.bytes_a_visitor / 1024:.1f} KB of the web process each")
    print(f"{arguments.chats} chats begun at once are worked off after {found.worked_off:.1f} s")
    told(f"visitor to agent ({AGENTS} agents)", found.inward, found.hint_in)
    told("agent to visitor", found.outward, found.hint_out)
    print(f"  lost: {found.lost}; processor of the web process meanwhile {found.cpu * 100:.0f} % of one core")
    print(f"saturated by {WRITERS} visitors: {found.saturated:,.0f} messages a second ({found.refused} refused)")
    print(f"raw inserts by {WRITERS} connections: {limit:,.0f} a second; ratio {found.saturated / limit:.3f}")
    reached = not found.lost and all(at(numbers, 0.95) < GOAL for numbers in (found.inward, found.outward))
    print(f"{'Reached' if reached else 'NOT reached'}: both ways under {GOAL * 1000:.0f} ms for 95 of 100.")
    return 0 if reached else 1


def told(name: str, numbers: list[float], hints: list[float]) -> None:
    if not numbers:
        print(f"{name}: nothing")
        return
    median, p95, p99 = (f"{at(numbers, share) * 1000:.0f}" for share in (0.5, 0.95, 0.99))
    hint = f"the hint alone {statistics.median(hints) * 1000:.0f} / {at(hints, 0.95) * 1000:.0f}"
    print(f"{name}: {len(numbers)} messages, p50 {median} ms, p95 {p95} ms, p99 {p99} ms ({hint} ms)")


def at(numbers: list[float], share: float) -> float:
    return sorted(numbers)[min(int(len(numbers) * share), len(numbers) - 1)] if numbers else float("inf")


if __name__ == "__main__":
    sys.exit(main())
