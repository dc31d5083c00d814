"""Locks that die with whoever holds them: a worker killed in the middle frees its work at once, without a time-out to wait for."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b

from django.db import connection


@contextmanager
def held(name: str) -> Iterator[bool]:
    """Hold the database session's advisory lock of this name, if nobody else does; says whether it was got.

    It belongs to the connection: a pooler in transaction mode between us and PostgreSQL would break it.
    """
    key = int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        got = bool(cursor.fetchone()[0])
    try:
        yield got
    finally:
        # A lost connection has freed it already.
        if got and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])
