"""Hears changes from PostgreSQL's own notices: one connection that only listens."""

import asyncio
from collections.abc import Callable

import psycopg
from django.db import connections
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

from onmaru.events.log import CHANNEL


async def hear(began: Callable[[], None], heard: Callable[[str], None], channel: str = CHANNEL) -> None:
    """What is told on a notification channel, until the connection fails, which is an exception."""
    async with await psycopg.AsyncConnection.connect(conninfo(), autocommit=True, connect_timeout=10) as connection:
        await connection.execute(SQL("LISTEN {}").format(Identifier(channel)))
        began()
        while True:
            async for notice in connection.notifies(timeout=30):
                heard(notice.payload)
            # Nothing for a while may also mean that the connection is dead: an answer proves it is not.
            await asyncio.wait_for(connection.execute("SELECT 1"), 10)


def conninfo() -> str:
    parameters = connections["default"].get_connection_params()
    known = {
        name: value
        for name, value in parameters.items()
        if name not in {"cursor_factory", "context", "prepare_threshold", "client_encoding"}
    }
    # A connection that only listens would not notice for hours that its server is gone.
    return make_conninfo(
        "", **{**known, "application_name": "onmaru stream", "keepalives_idle": 20, "keepalives_interval": 5, "keepalives_count": 3}
    )
