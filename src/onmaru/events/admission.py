"""Who may open a stream, asked for many at once: after a restart all pages come back together."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.db import close_old_connections, connections

from onmaru.events.standing import standing

# Of one question to the database.
MOST_AT_ONCE = 250


class Admission:
    """While one question is out, those who come wait and are asked about together."""

    def __init__(self) -> None:
        self.thread = ThreadPoolExecutor(1, "stream-check")
        self.waiting: dict[str, asyncio.Future[int]] = {}
        self.asking: asyncio.Task[None] | None = None

    async def standing(self, session: str) -> int:
        """200, 401 or 403. Raises DatabaseError when nobody can say."""
        answer = self.waiting.get(session)
        if answer is None:
            answer = self.waiting[session] = asyncio.get_running_loop().create_future()
        if self.asking is None:
            self.asking = asyncio.create_task(self._ask())
        # Several pages of one session wait for one answer: that one of them leaves must not take it from the others.
        return await asyncio.shield(answer)

    async def standings(self, sessions: set[str]) -> dict[str, int]:
        return await asyncio.get_running_loop().run_in_executor(self.thread, look_up, sessions)

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
                    answer.set_result(found.get(session, 401))
        finally:
            self.asking = None

    def _refuse(self, asked: dict[str, asyncio.Future[int]], error: Exception) -> None:
        for answer in asked.values():
            answer.set_exception(error)
            # Whoever asked may have left.
            answer.exception()


def look_up(sessions: set[str]) -> dict[str, int]:
    close_old_connections()
    return standing(sessions)
