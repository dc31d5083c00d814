"""The database connections of a pool's threads, which nobody else can close."""

from concurrent.futures import Executor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

from django.db import connections


def hang_up(pool: Executor, threads: int) -> None:
    """Close the connections of all `threads` threads of a pool, when its work is done."""
    together = Barrier(threads)

    def close() -> None:
        # Whoever has closed waits for the others, so that each thread gets exactly one of these.
        connections.close_all()
        with suppress(BrokenBarrierError):
            together.wait(timeout=60)

    for closing in [pool.submit(close) for _ in range(threads)]:
        closing.result()
