"""Who may open a stream, asked for many at once: after a restart all pages come back together."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass

from django.db import close_old_connections, connections

# Of one question to the database.
MOST_AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Standing:
    """An HTTP status, and of what its holder hears: the rooms, or everything where none is named."""

    status: int
    rooms: tuple[str, ...] = ()


UNKNOWN = Standing(401)
# Answers for many credentials at once; one that is left out is unknown.
LookUp = Callable[[set[str]], dict[str, Standing]]


class Admission:
    """While one question is out, those who come wait and are asked about together."""

    def __init__(self, look_up: LookUp) -> None:
        self.look_up = look_up
        self.thread = ThreadPoolExecutor(1, "stream-check")
        self.waiting: dict[str, asyncio.Future[Standing]] = {}
        self.asking: asyncio.Task[None] | None = None

    async def standing(self, session: str) -> Standing:
        """Raises DatabaseError when nobody can say."""
        answer = self.waiting.get(session)
        if answer is None:
            answer = self.waiting[session] = asyncio.get_running_loop().create_future()
        if self.asking is None:
            self.asking = asyncio.create_task(self._ask())
        # Several pages of one session wait for one answer: that one of them leaves must not take it from the others.
        return await asyncio.shield(answer)

    async def standings(self, sessions: set[str]) -> dict[str, Standing]:
        return await asyncio.get_running_loop().run_in_executor(self.thread, self._look_up, sessions)

    async def close(self) -> None:
        if self.asking:
            self.asking.cancel()
            with suppress(asyncio.CancelledError):
                await self.asking
        await asyncio.get_running_loop().run_in_executor(self.thread, connections.close_all)
        self.thread.shutdown()

    async def _ask(self) -> None:
        try:
            while self.waiting:
                asked = {session: self.waiting.pop(session) for session in list(self.waiting)[:MOST_AT_ONCE]}
                try:
                    found = await self.standings(set(asked))
                except Exception as error:
                    self._refuse(asked, error)
                    continue
                for session, answer in asked.items():
                    answer.set_result(found.get(session, UNKNOWN))
        finally:
            self.asking = None

    def _refuse(self, asked: dict[str, asyncio.Future[Standing]], error: Exception) -> None:
        for answer in asked.values():
            answer.set_exception(error)
            # Whoever asked may have left.
            answer.exception()

    def _look_up(self, sessions: set[str]) -> dict[str, Standing]:
        close_old_connections()
        return self.look_up(sessions)
