"""Work done later, by a worker. A job is a row enqueued in the transaction of the row it is about, so neither exists without the other.

A job may run twice (a worker can die after the work and before the tick): write each so that the second run changes nothing.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.db import close_old_connections, connection, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

type_of_job = Task[..., Any, ...]

# Quick first tries for passing faults, then patience: about 1 s, 4 s, 16 s, … and an hour at the most.
PATIENT = RetryStrategy(max_attempts=12, wait=1, exponential_wait=4)

# What was begun is finished before more is taken in: in a flood of mail, answers and acknowledgements still leave at once.
PRIORITIES = {"outgoing": 20, "reactions": 10, "default": 10, "bulk": 5, "ingest": 0}


def _drop_dead_connections() -> None:
    """A worker's threads outlive database restarts. Inside a transaction (a test, a replay) the connection is the caller's."""
    if not connection.in_atomic_block:
        close_old_connections()


def job(
    *, queue: str = "default", retry: RetryStrategy | None = PATIENT, lock: str | None = None, only: str | None = None
) -> Callable[[Callable[..., Any]], type_of_job]:
    """Declare a function as a job; it takes JSON-able keyword arguments. Lives in an app's `jobs.py`, where the worker finds it.

    Of runs with the same `lock` one runs at a time; of runs with the same `only` one waits at a time.
    """

    def declare(function: Callable[..., Any]) -> type_of_job:
        @wraps(function)
        def run(**arguments: Any) -> Any:
            _drop_dead_connections()
            try:
                return function(**arguments)
            finally:
                _drop_dead_connections()

        name, priority = f"{function.__module__}.{function.__name__}", PRIORITIES[queue]
        return app.task(run, name=name, queue=queue, priority=priority, retry=retry or False, lock=lock, queueing_lock=only)  # pyright: ignore[reportCallIssue]

    return declare


def every(cron: str, *, queue: str = "default") -> Callable[[Callable[[], Any]], type_of_job]:
    """Declare a function without arguments as a job that runs on a schedule (five fields, or six with seconds last)."""

    def declare(function: Callable[[], Any]) -> type_of_job:
        def run(timestamp: int) -> Any:
            return function()

        run.__module__, run.__name__ = function.__module__, function.__name__
        # A worker that is behind, or was away, runs it once, not once for every time it missed; and never beside itself, if it takes
        # longer than that. Ahead of the work that it looks after.
        name = f"{run.__module__}.{run.__name__}"
        once = job(queue=queue, retry=None, only=name, lock=name)(run)
        once.priority = max(PRIORITIES.values()) + 10
        return app.periodic(cron=cron)(once)

    return declare


def enqueue(work: type_of_job, *, at: datetime | None = None, lock: str | None = None, **arguments: Any) -> None:
    """Enqueue one run, not before `at`. Runs with the same `lock` happen one after another."""
    work.configure(schedule_at=at, lock=lock).defer(**arguments)


def enqueue_many(work: type_of_job, many: Iterable[dict[str, Any]]) -> None:
    """Enqueue a run for each set of arguments, in one statement."""
    if batch := list(many):
        work.batch_defer(*batch)


def enqueue_once(work: type_of_job, key: str, *, at: datetime | None = None, **arguments: Any) -> bool:
    """Enqueue a run unless one with this key waits already; says whether it did."""
    try:
        # The savepoint keeps the caller's transaction usable when the key is taken.
        with transaction.atomic():
            work.configure(queueing_lock=key, schedule_at=at).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def enqueue_missing(work: type_of_job, by_key: Mapping[str, dict[str, Any]]) -> None:
    """Enqueue a run for each key that has none waiting. One look for all of them, since most have."""
    waiting = set(ProcrastinateJob.objects.filter(queueing_lock__in=list(by_key), status="todo").values_list("queueing_lock", flat=True))
    for key, arguments in by_key.items():
        if key not in waiting:
            enqueue_once(work, key, **arguments)


def take_along(work: type_of_job) -> dict[str, Any] | None:
    """Inside a transaction: the arguments of one more waiting run of this job, for the caller to do now; None when none waits.

    It is done when the transaction commits and waits as before when it does not. That spares a long queue the worker's own bookkeeping,
    which costs two commits for each run.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [work.name])
        row = cursor.fetchone()
    if row is None:
        return None
    return json.loads(row[0]) if isinstance(row[0], str) else row[0]


_TAKE = """
    DELETE FROM procrastinate_jobs WHERE id = (
        SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND task_name = %s AND scheduled_at IS NULL AND lock IS NULL
        ORDER BY priority DESC, id LIMIT 1 FOR UPDATE SKIP LOCKED
    ) RETURNING args
"""
