"""What open pages hear: server-sent events that say *what* changed, never *how*.

    event: hello     fetch what you show (at the start, and whenever something may have been missed)
    event: changed   {"what": "conversation", "id": 12}
    event: beat      every 15 seconds, so that both ends notice a dead connection

Permission is checked where the page fetches; here it is enough to be an agent at work.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http.cookie import parse_cookie

from onmaru.events import postgres_ears, redis_ears
from onmaru.events.admission import Admission
from onmaru.events.listening import Listener
from onmaru.events.page import Page, Send, body

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

RECHECK = 30.0
MOST_OF_ONE_SESSION = 20
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # Asks nginx and its like to pass events on at once.
    (b"x-accel-buffering", b"no"),
]
# Something at once, so that proxies and browsers see the connection as open.
OPENING = body(b":\n\n")
END = body(b"", more=False)


class Stream:
    """The ASGI application at /stream. One for each web process."""

    def __init__(self) -> None:
        self.listener = Listener(redis_ears.hear if settings.REDIS_URL else postgres_ears.hear)
        self.admission = Admission()
        self.sessions: dict[str, set[Page]] = {}
        self.recheck: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = session_key(scope)
        status = 405 if scope["method"] != "GET" else await self.admission.standing(session) if session else 401
        pages = self.sessions.setdefault(session, set()) if status == 200 else set()
        if len(pages) >= MOST_OF_ONE_SESSION:
            status = 429
        if status != 200:
            await send(
                {"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store"), (b"content-length", b"0")]}
            )
            return await send(END)
        self.recheck = self.recheck or asyncio.create_task(self._recheck())
        page = Page(send)
        pages.add(page)
        try:
            await self._talk(page, receive, send)
        finally:
            self.listener.part(page)
            pages.discard(page)
            if not pages:
                self.sessions.pop(session, None)

    async def close(self) -> None:
        await self.listener.close()
        if self.recheck:
            self.recheck.cancel()
            await asyncio.gather(self.recheck, return_exceptions=True)
        await self.admission.close()

    async def _talk(self, page: Page, receive: Receive, send: Send) -> None:
        left = asyncio.create_task(_leaving(receive, page))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await send(OPENING)
            # From here on the listener speaks to the page.
            self.listener.join(page)
            await page.over
            await page.finish()
            await send(END)
        except OSError:
            pass
        finally:
            left.cancel()
            with suppress(asyncio.CancelledError):
                await left

    async def _recheck(self) -> None:
        """Two queries for all open pages together end the streams of those who signed out or left."""
        while True:
            await asyncio.sleep(RECHECK)
            if self.sessions:
                try:
                    found = await self.admission.standings(set(self.sessions))
                except DatabaseError:
                    # The listener says so and waits for it. Nobody is let in meanwhile, and nobody thrown out.
                    continue
                for session, status in found.items():
                    for page in self.sessions.get(session, ()) if status != 200 else ():
                        page.leave()


def session_key(scope: Scope) -> str:
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")


async def _leaving(receive: Receive, page: Page) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    page.leave()
