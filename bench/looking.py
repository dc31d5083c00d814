"""Looks at every hot screen of one filled database and says what it cost: `python -m bench.looking` prints it as JSON."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import psycopg

if TYPE_CHECKING:
    from bench.screens import Screen


@dataclass
class Cost:
    name: str
    p50: float
    p95: float
    # Of p50, what the process itself computed; the rest it waited for the database, or for its turn.
    processor: float
    queries: int
    size: int
    bare: float
    limit: float | None
    wrong: str = ""


class Watch:
    """Counts statements, and keeps those of one answer."""

    def __init__(self) -> None:
        self.statements: list[tuple[str, Any]] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        self.statements.append((sql, params))
        return execute(sql, params, many, context)


def looked_at(screen: Screen, who: Any, repeats: int, raw: psycopg.Connection[Any]) -> Cost:
    from django.db import connection
    from django.test import Client

    client = Client(headers=screen.headers)
    client.force_login(who)
    watch, times, computed, wrong, size, queries = Watch(), [], [], "", 0, 0
    asked = screen.asked or [("/", [])]
    for number in range(-2, repeats):
        path, checks = asked[number % len(asked)]
        watch.statements.clear()
        with ExitStack() as stack:
            stack.enter_context(connection.execute_wrapper(watch))
            began, used = time.perf_counter(), time.process_time()
            answer = client.get(path)
            text = answer.content.decode()
            took, used = time.perf_counter() - began, time.process_time() - used
        wrong = wrong or _wrong(path, answer.status_code, text, checks)
        # The first ones load templates and plans.
        if number >= 0:
            times.append(took * 1000)
            computed.append(used * 1000)
            size, queries = max(size, len(answer.content)), max(queries, len(watch.statements))
    bare = _bare(screen, repeats, raw, [one for one in watch.statements if one[0].lstrip().startswith(("SELECT", "WITH", "(SELECT"))])
    return Cost(screen.name, statistics.median(times), at95(times), statistics.median(computed), queries, size, bare, screen.limit, wrong)


def at95(times: list[float]) -> float:
    return sorted(times)[min(int(len(times) * 0.95), len(times) - 1)]


def _wrong(path: str, status: int, text: str, checks: list[tuple[str, int]]) -> str:
    if status != 200:
        return f"{path} answered {status}"
    missing = [f"{expected!r} {text.count(expected)} of {times} times" for expected, times in checks if text.count(expected) < times]
    return f"{path} holds {', '.join(missing)}" if missing else ""


def _bare(screen: Screen, repeats: int, raw: psycopg.Connection[Any], own: list[tuple[str, Any]]) -> float:
    """The median of the same rows by psycopg alone."""
    times = []
    for number in range(-2, repeats):
        statements = screen.bare[number % len(screen.bare)] if screen.bare else own
        began = time.perf_counter()
        for sql, params in statements:
            raw.execute(sql.encode(), params).fetchall()
        if number >= 0:
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--repeats", type=int, default=40)
    repeats = parser.parse_args().repeats
    from onmaru.cli import setting_up

    setting_up.django()
    from django.conf import settings

    from bench.screens import screens
    from onmaru.events.postgres_ears import conninfo
    from onmaru.people.models import Agent

    settings.ALLOWED_HOSTS = ["*"]
    lead, agent = Agent.objects.filter(role="lead")[0], Agent.objects.filter(role="agent")[0]
    with psycopg.connect(conninfo(), autocommit=True) as raw:
        costs = [looked_at(screen, who, repeats, raw) for who, screen in screens(lead, agent, repeats)]
    print(json.dumps([asdict(cost) for cost in costs]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
