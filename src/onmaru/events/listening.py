"""The one database connection of a web process that hears what changed, and the queues of the pages that wait for it."""

import asyncio
import logging
from collections.abc import Callable

import psycopg

from onmaru.events.log import CHANNEL

log = logging.getLogger(__name__)

# A page that is this far behind is told to fetch everything instead: its queue never grows further.
MOST_CHANGES = 200
SLOWEST_RETRY = 5.0


class Page:
    """What one open page has yet to be told. Equal changes are told once, however often they happen meanwhile."""

    def __init__(self) -> None:
        self.hello = False
        self.gone = False
        self.changes: dict[str, None] = {}
        self.news = asyncio.Event()

    def greet(self) -> None:
        """Fetch everything: what changed before is included in that."""
        self.changes.clear()
        self.hello = True
        self.news.set()

    def tell(self, change: str) -> None:
        if len(self.changes) >= MOST_CHANGES and change not in self.changes:
            return self.greet()
        self.changes[change] = None
        return self.news.set()

    def leave(self) -> None:
        self.gone = True
        self.news.set()

    def take(self) -> bytes:
        """All there is to tell, as server-sent events."""
        told = [b"event: hello\ndata: {}\n\n"] if self.hello else []
        told += [b"event: changed\ndata: %b\n\n" % change.encode() for change in self.changes]
        self.hello = False
        self.changes.clear()
        self.news.clear()
        return b"".join(told)


class Listener:
    """Keeps listening through database restarts. Pages are greeted whenever listening begins, because a gap may lie before it."""

    def __init__(self, conninfo: Callable[[], str]) -> None:
        self.conninfo = conninfo
        self.pages: set[Page] = set()
        self.listening = False
        self.task: asyncio.Task[None] | None = None

    def join(self) -> Page:
        page = Page()
        self.pages.add(page)
        if self.task is None:
            self.task = asyncio.create_task(self._run())
        if self.listening:
            page.greet()
        return page

    def part(self, page: Page) -> None:
        self.pages.discard(page)

    async def close(self) -> None:
        for page in self.pages:
            page.leave()
        if self.task:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    async def _run(self) -> None:
        pause = 0.1
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(self.conninfo(), autocommit=True, connect_timeout=10) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self.listening, pause = True, 0.1
                    for page in self.pages:
                        page.greet()
                    await self._hear(connection)
            except (psycopg.Error, OSError) as error:
                log.warning("The stream lost the database and tries again: %s", error)
            finally:
                self.listening = False
            await asyncio.sleep(pause)
            pause = min(pause * 2, SLOWEST_RETRY)

    async def _hear(self, connection: psycopg.AsyncConnection) -> None:
        while True:
            async for notice in connection.notifies(timeout=30):
                for page in self.pages:
                    page.tell(notice.payload)
            # Nothing for a while may also mean that the connection is dead: an answer proves it is not.
            await asyncio.wait_for(connection.execute("SELECT 1"), 10)
