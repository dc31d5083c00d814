"""Runs waiting jobs here and now, in this thread and connection: for tests, replays and filling a demo, where time is not the wall's."""

import json
from datetime import datetime

from django.db import connection
from procrastinate.contrib.django import app

_NEXT = """
    DELETE FROM procrastinate_jobs WHERE id = (
        SELECT id FROM procrastinate_jobs WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %s)
        ORDER BY COALESCE(scheduled_at, '-infinity'), id LIMIT 1
    ) RETURNING task_name, args
"""


def run_waiting(until: datetime | None = None) -> int:
    """Run every job that is due by `until` (None: only those without a time), and those they enqueue; give their number.

    A job that raises is gone, and its exception is the caller's.
    """
    count = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, [until or "-infinity"])
            row = cursor.fetchone()
        if row is None:
            return count
        name, arguments = row
        app.tasks[name].func(**(json.loads(arguments) if isinstance(arguments, str) else arguments))
        count += 1
