"""Where changes come from while the stream is measured: the product's own log, or a line to the bare loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from multiprocessing import get_context
from typing import Any

import psycopg


class Product:
    """Changes of the real product."""

    def __init__(self, rate: float, seconds: float) -> None:
        self.rate, self.seconds = rate, seconds

    async def steadily(self) -> list[tuple[int, float]]:
        """At the ordinary rate, by another process; when each was committed."""
        ours, theirs = get_context("spawn").Pipe()
        process = get_context("spawn").Process(target=write, args=(theirs, self.rate, self.seconds))
        process.start()
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(None, ours.recv)
        finally:
            process.join()

    async def connect(self) -> Callable[[int, int], Awaitable[None]]:
        from onmaru.events.log import CHANNEL
        from onmaru.events.postgres_ears import conninfo

        connection = await psycopg.AsyncConnection.connect(conninfo(), autocommit=True)
        said = 'SELECT pg_notify(%s, \'{"what":"conversation","id":\' || number || \'}\') FROM generate_series(%s::int, %s::int) AS number'

        async def change(first: int, last: int) -> None:
            await connection.execute(said, [CHANNEL, first, last])

        return change

    async def requests(self) -> int:
        """Transactions of the database so far; statistics arrive there within a second or so."""
        from onmaru.events.postgres_ears import conninfo

        await asyncio.sleep(2)
        async with await psycopg.AsyncConnection.connect(conninfo(), autocommit=True) as connection:
            found = await connection.execute("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")
            return (await found.fetchone() or (0,))[0]


def write(pipe: Any, rate: float, seconds: float) -> None:
    from onmaru.cli import setting_up

    setting_up.django()
    from django.db import transaction

    from onmaru.events import log
    from onmaru.inbox.events import ConversationTagged

    committed = []
    began = time.perf_counter()
    for number in range(1, int(rate * seconds) + 1):
        time.sleep(max(0.0, began + number / rate - time.perf_counter()))
        with transaction.atomic():
            log.record(ConversationTagged(conversation_id=number, tag="VIP"))
            committed.append((number, time.perf_counter()))
    pipe.send(committed)


class Bare:
    """Changes of the bare loop: it is told by a connection of its own how far to count."""

    def __init__(self, port: int, rate: float, seconds: float) -> None:
        self.port, self.rate, self.seconds = port, rate, seconds

    async def steadily(self) -> list[tuple[int, float]]:
        change = await self.connect()
        said = []
        began = time.perf_counter()
        for number in range(1, int(self.rate * self.seconds) + 1):
            await asyncio.sleep(max(0.0, began + number / self.rate - time.perf_counter()))
            said.append((number, time.perf_counter()))
            await change(number, number)
        return said

    async def connect(self) -> Callable[[int, int], Awaitable[None]]:
        _, writer = await asyncio.open_connection("127.0.0.1", self.port)

        async def change(first: int, last: int) -> None:
            writer.write(b"CHANGE %d %d\n" % (first, last))
            await writer.drain()

        return change

    async def requests(self) -> int:
        return 0
