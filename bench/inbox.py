"""`bin/bench inbox --conversations 1000000`: the hot screens of the desk at 10 thousand conversations and at so many, and how they grow.

Each size has a database of its own, filled once by COPY and kept for later runs in `~/.cache/onmaru-bench` (or ONMARU_BENCH_DATA); a newer
schema is migrated to. Screens are answered by the product's whole stack in one process, every body is looked into; beside each, in the
same run, the bare SQL that fetches the same rows with psycopg, without a page around it. Requests a second go through the real server.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from bench.fill import VERSION

SMALL = 10_000
MOST_QUERIES = 12
MOST_GROWTH = 1.3
# Milliseconds by which two quick screens may differ without that being growth.
NOISE = 3.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench inbox")
    parser.add_argument("--conversations", type=int, default=1_000_000)
    parser.add_argument("--repeats", type=int, default=100, help="answers of each screen")
    parser.add_argument("--seconds", type=float, default=5, help="of asking the real server, for each screen")
    parser.add_argument("--fill-only", action="store_true", help="fill, or bring up to date, and measure nothing")
    arguments = parser.parse_args()
    sizes = sorted({min(SMALL, arguments.conversations), arguments.conversations})
    for size in sizes:
        made(size)
    if arguments.fill_only:
        return 0
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    costs = {size: run(size, "bench.looking", f"--repeats={arguments.repeats}") for size in sizes}
    shown(costs)
    for size in sizes:
        for found in run(size, "bench.asking", f"--seconds={arguments.seconds}"):
            rates = ", ".join(f"{rate:.1f} with {count} at once" for count, rate in found["rates"].items())
            print(f"{size:>9,}  requests a second, {found['name']}: {rates}", flush=True)
    missed = misses(costs)
    print("\n".join(["NOT reached:", *(f"  {one}" for one in missed)]) if missed else "All goals reached.")
    return 1 if missed else 0


def folder(size: int) -> Path:
    return Path(os.environ.get("ONMARU_BENCH_DATA") or Path.home() / ".cache" / "onmaru-bench") / str(size)


def made(size: int) -> None:
    """A filled database with the schema of today."""
    place = folder(size)
    if not (place / "filled").exists() or (place / "filled").read_text() != VERSION:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        # PostgreSQL does not run as root: its own user has to get here.
        for each in (place, place.parent):
            each.chmod(0o755)
        print(f"Filling {place} with {size:,} conversations, once …", flush=True)
        started(size, "bench.fill", f"--conversations={size}")
    else:
        started(size, "onmaru.cli", "migrate")
    used = sum(file.stat().st_size for file in place.rglob("*") if file.is_file())
    print(f"{size:,} conversations: {used / 1e9:.1f} GB in {place}", flush=True)


def started(size: int, module: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-m", module, *arguments], env=environment(size), check=True)


def run(size: int, module: str, *arguments: str) -> list[dict[str, Any]]:
    done = subprocess.run([sys.executable, "-m", module, *arguments], env=environment(size), check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def environment(size: int) -> dict[str, str]:
    return {**os.environ, "ONMARU_DATA": str(folder(size)), "ONMARU_LOG_LEVEL": "WARNING"}


def shown(costs: dict[int, list[dict[str, Any]]]) -> None:
    print(f"{'':9} {'p50 ms':>7} {'p95 ms':>7} {'processor':>9} {'bare SQL':>9} {'ratio':>7} {'queries':>7} {'bytes':>8}")
    for size, found in costs.items():
        for cost in found:
            times = f"{cost['p50']:7.1f} {cost['p95']:7.1f} {cost['processor']:9.1f} {cost['bare']:9.2f} {cost['p50'] / cost['bare']:7.1f}"
            print(f"{size:>9,} {times} {cost['queries']:7} {cost['size']:8,}  {cost['name']}")


def misses(costs: dict[int, list[dict[str, Any]]]) -> list[str]:
    small, large = min(costs), max(costs)
    found = [f"{size:,}: {cost['name']}: {cost['wrong']}" for size, each in costs.items() for cost in each if cost["wrong"]]
    for before, cost in zip(costs[small], costs[large], strict=True):
        if cost["limit"] is not None and cost["p95"] > cost["limit"]:
            found.append(f"{cost['name']}: p95 {cost['p95']:.0f} ms, not {cost['limit']:.0f}")
        if cost["queries"] > MOST_QUERIES:
            found.append(f"{cost['name']}: {cost['queries']} queries, not {MOST_QUERIES}")
        growth = cost["p50"] / before["p50"]
        if growth > MOST_GROWTH and cost["p50"] - before["p50"] > NOISE:
            found.append(f"{cost['name']}: {growth:.2f} times as long as with {small:,}, not {MOST_GROWTH}")
    return found


if __name__ == "__main__":
    sys.exit(main())
