"""The pages that are open on this process, told in rounds: what changed is written once and handed to all of them.

A round ends before the next begins, and after it the process rests for a few times as long as it took: however many pages are open and
however much changes, telling them leaves most of the process to those who ask for something. Alone on a quiet node a change waits for
nothing; what comes during the rest is told together.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable

from onmaru.events.page import Page, body, changed

log = logging.getLogger(__name__)

BEAT = 15.0
SLOWEST_RETRY = 5.0
SHORTEST_REST = 0.02
# So many times as long as a round took.
REST = 2.0
# After so many pages others have their turn on the event loop.
SLICE = 100
BEATING = body(b"event: beat\ndata: {}\n\n")

# Hears changes until what it listens to fails: says when it has begun, because a gap may lie before that, and each change.
Ears = Callable[[Callable[[], None], Callable[[str], None]], Awaitable[None]]


class Listener:
    """Keeps listening through restarts of what it listens to. Pages are greeted whenever listening begins."""

    def __init__(self, ears: Ears) -> None:
        self.ears = ears
        self.pages: set[Page] = set()
        self.listening = False
        self.changes: dict[str, None] = {}
        self.news = asyncio.Event()
        self.tasks: list[asyncio.Task[None]] = []

    def join(self, page: Page) -> None:
        self.pages.add(page)
        if not self.tasks:
            self.tasks = [asyncio.create_task(work()) for work in (self._listen, self._rounds, self._beats)]
        if self.listening:
            page.greet()

    def part(self, page: Page) -> None:
        self.pages.discard(page)

    async def close(self) -> None:
        for page in self.pages:
            page.leave()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)

    def _begin(self) -> None:
        self.listening = True
        # What was heard before is included in what they fetch now.
        self.changes.clear()
        for page in self.pages:
            page.greet()

    def _hear(self, change: str) -> None:
        self.changes[change] = None
        self.news.set()

    async def _listen(self) -> None:
        pause = 0.1
        while True:
            try:
                await self.ears(self._begin, self._hear)
            except Exception as error:
                # Whatever it was: the pages of this process would hear nothing again until it is started anew.
                log.warning("The stream hears nothing and tries again: %s", error)
            pause = 0.1 if self.listening else min(pause * 2, SLOWEST_RETRY)
            self.listening = False
            await asyncio.sleep(pause)

    async def _rounds(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await self.news.wait()
            self.news.clear()
            told, self.changes = self.changes, {}
            began = loop.time()
            await self._tell(told)
            await asyncio.sleep(max(SHORTEST_REST, (loop.time() - began) * REST))

    async def _beats(self) -> None:
        while True:
            await asyncio.sleep(BEAT)
            await self._each(lambda page: page.say(BEATING))

    async def _tell(self, changes: dict[str, None]) -> None:
        message = changed(changes)
        await self._each(lambda page: page.tell(changes, message))

    async def _each(self, do: Callable[[Page], None], pages: Iterable[Page] | None = None) -> None:
        for number, page in enumerate(tuple(self.pages if pages is None else pages), 1):
            do(page)
            if number % SLICE == 0:
                await asyncio.sleep(0)
