"""Runs waiting jobs here and now, in this thread and connection: for tests, replays and filling a demo, where time is not the wall's."""

import json
from datetime import datetime
from typing import Any

from django.db import connection
from procrastinate.contrib.django import app

# Those without a time come first, in their order, and what they enqueue comes after them: so many are looked up at once. A look for each
# would read all that wait for a later hour each time.
_NOW = "SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at IS NULL ORDER BY id LIMIT 500"
_SOONEST = "SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND scheduled_at <= %s ORDER BY scheduled_at, id LIMIT 1"
_TAKE = "DELETE FROM procrastinate_jobs WHERE id = %s AND status = 'todo' RETURNING task_name, args"


def run_waiting(until: datetime | None = None) -> int:
    """Run every job that is due by `until` (None: only those without a time), and those they enqueue; give their number.

    A job that raises is gone, and its exception is the caller's.
    """
    count = 0
    while numbers := _waiting(until):
        for number in numbers:
            if row := _fetched(_TAKE, number):
                [(name, arguments)] = row
                app.tasks[name].func(**(json.loads(arguments) if isinstance(arguments, str) else arguments))
                count += 1
    return count


def _waiting(until: datetime | None) -> list[int]:
    rows = _fetched(_NOW) or (_fetched(_SOONEST, until) if until else [])
    return [number for (number,) in rows]


def _fetched(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
