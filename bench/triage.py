"""`bin/bench triage`: messages a second through all steps with one worker, beside a bare loop that writes the same rows; then ms by step.

The messages are new customers' mails of the demo shop, filed before; each is acknowledged once. A worker of its own drains the jobs that
filing left, which begin with triage and hold all else that listens to a message; then the same without a queue, in this process, where
each step is timed and its statements counted. Reasons come from the model that is built with the product, sentence vectors included.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from typing import Any

from bench.ingest import empty, mails, shop
from bench.rows import Row, raw_connection, rows_of, written_again

# What triage itself writes about a message, in the order in which rows can be inserted.
TABLES = {
    "inbox_message": "automatic AND conversation_id = %(conversation)s",
    "inbox_dispatch": "message_id IN (SELECT id FROM inbox_message WHERE automatic AND conversation_id = %(conversation)s)",
    "triage_decision": "message_id = %(message)s",
    "triage_acknowledgement": "episode_id = %(episode)s",
    "events_event": "conversation_id = %(conversation)s"
    " AND name IN ('language.detected', 'reason.given', 'message.queued', 'promise.made')",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench triage")
    parser.add_argument("--messages", type=int, default=600)
    arguments = parser.parse_args()
    os.environ["ONMARU_LOG_LEVEL"] = "WARNING"
    from onmaru.cli import setting_up

    setting_up.django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    channel = shop()
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    filed(channel, arguments.messages)
    worked = drained()
    filed(channel, arguments.messages)
    times, counts, rate = timed()
    written = rows()
    forget()
    limit = written_again(written)
    print(f"{'step':18} {'p50 ms':>8} {'p95 ms':>8} {'statements':>10}")
    for step, spent in times.items():
        print(f"{step:18} {1000 * median(spent):8.2f} {1000 * quantiles(spent, n=20)[18]:8.2f} {median(counts[step]):10.0f}")
    print(f"one worker, with the queue and all that listens: {worked:7.1f} messages/s")
    print(f"all steps alone, one process:                    {rate:7.1f} messages/s")
    rows_each = sum(len(each) for each in written) / len(written)
    print(f"bare loop, the same {rows_each:.1f} rows a message:            {limit:7.1f} messages/s, ratio of the steps {rate / limit:.3f}")
    return 0


def filed(channel: Any, count: int) -> None:
    """New customers' mails, filed; what filing left to do waits in the queue."""
    from onmaru.channels.actions.accept import accept
    from onmaru.channels.actions.understand import understand

    empty()
    for number, raw in enumerate(mails(count)):
        accept(channel, raw, "imap", f"bench:{number}", meta={"uid": number})
    for delivery in _waiting():
        understand(delivery)
    with raw_connection() as connection:
        connection.execute("DELETE FROM procrastinate_jobs WHERE queue_name <> 'reactions'")


def drained() -> float:
    """Messages a second from the first decision to the last: starting Python is not measured."""
    from django.db.models import Max, Min

    from onmaru.triage.models import Decision

    count = len(_arrived())
    worker = subprocess.Popen([sys.executable, "-m", "onmaru.cli", "worker", "--queues", "reactions"], start_new_session=True)
    try:
        while Decision.objects.filter(step="acknowledge").count() < count:
            time.sleep(0.2)
    finally:
        worker.kill()
        worker.wait()
    span = Decision.objects.aggregate(first=Min("decided_at"), last=Max("decided_at"))
    return count / (span["last"] - span["first"]).total_seconds()


def timed() -> tuple[dict[str, list[float]], dict[str, list[int]], float]:
    from django.db import connection

    from onmaru.triage import pipeline

    times: dict[str, list[float]] = defaultdict(list)
    counts: dict[str, list[int]] = defaultdict(list)
    asked = [0]

    def count(execute: Callable[..., Any], *call: Any) -> Any:
        asked[0] += 1
        return execute(*call)

    @contextmanager
    def measured(name: str) -> Iterator[None]:
        began, before = time.perf_counter(), asked[0]
        yield
        times[name].append(time.perf_counter() - began)
        counts[name].append(asked[0] - before)

    def measuring(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            with measured(name):
                return work(*given)

        run.__name__ = name
        return run

    pipeline.AHEAD = {step: measuring("(reason, ahead)", work) for step, work in pipeline.AHEAD.items()}
    stand_ins = {step: measuring(step.__name__, step) for step in pipeline.STEPS}
    pipeline.AHEAD = {stand_ins[step]: work for step, work in pipeline.AHEAD.items()}
    pipeline.STEPS = tuple(stand_ins.values())
    messages = _arrived()
    with connection.execute_wrapper(count):
        # What a process does once is not measured.
        for message in messages[:20]:
            pipeline.run(message)
        times.clear()
        counts.clear()
        began = time.perf_counter()
        for message in messages[20:]:
            with measured("(all of it)"):
                pipeline.run(message)
        rate = (len(messages) - 20) / (time.perf_counter() - began)
    return times, counts, rate


def rows() -> list[list[Row]]:
    with raw_connection() as connection:
        of_message = (
            "SELECT id AS message, conversation_id AS conversation, episode_id AS episode FROM inbox_message WHERE direction = 'in'"
        )
        names = ("message", "conversation", "episode")
        which: list[dict[str, Any]] = [
            dict(zip(names, row, strict=True)) for row in connection.execute(f"{of_message} ORDER BY id".encode()).fetchall()
        ]
        return [[row for table, where in TABLES.items() for row in rows_of(connection, table, where, one)] for one in which]


def forget() -> None:
    with raw_connection() as connection:
        connection.execute("DELETE FROM triage_acknowledgement")
        connection.execute("DELETE FROM triage_decision")
        connection.execute("DELETE FROM inbox_dispatch")
        connection.execute("DELETE FROM inbox_message WHERE automatic")
        connection.execute("TRUNCATE events_event")


def _waiting() -> list[int]:
    from onmaru.channels.models import Delivery

    return list(Delivery.objects.filter(state="waiting").order_by("pk").values_list("pk", flat=True))


def _arrived() -> list[int]:
    from onmaru.inbox.models import Message

    return list(Message.objects.filter(direction="in").order_by("pk").values_list("pk", flat=True))


if __name__ == "__main__":
    sys.exit(main())
