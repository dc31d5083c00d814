"""What open pages hear: server-sent events that say *what* changed, never *how*.

    event: hello     fetch what you show (at the start, and whenever something may have been missed)
    event: changed   {"what": "conversation", "id": 12}
    event: beat      every 15 seconds, so that both ends notice a dead connection

Permission is checked where the page fetches; here it is enough to be an agent at work.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connections
from django.http.cookie import parse_cookie
from psycopg.conninfo import make_conninfo

from onmaru.events.listening import Listener, Page
from onmaru.events.standing import standing

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

BEAT = 15.0
RECHECK = 30.0
MOST_OF_ONE_SESSION = 20
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # Asks nginx and its like to pass events on at once.
    (b"x-accel-buffering", b"no"),
]


class Stream:
    """The ASGI application at /stream. One for each web process."""

    def __init__(self) -> None:
        self.listener = Listener(conninfo)
        self.sessions: Counter[str] = Counter()
        self.turned_away: dict[str, int] = {}
        self.checks = ThreadPoolExecutor(1, "stream-check")
        self.recheck: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = session_key(scope)
        status = 405 if scope["method"] != "GET" else (await self._standing({session})).get(session, 401) if session else 401
        if status == 200 and self.sessions[session] >= MOST_OF_ONE_SESSION:
            status = 429
        if status != 200:
            await send(
                {"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store"), (b"content-length", b"0")]}
            )
            return await send({"type": "http.response.body", "body": b""})
        self.recheck = self.recheck or asyncio.create_task(self._recheck())
        self.sessions[session] += 1
        page = self.listener.join()
        try:
            await self._talk(page, session, receive, send)
        finally:
            self.listener.part(page)
            self.sessions[session] -= 1
            if not self.sessions[session]:
                del self.sessions[session]
                self.turned_away.pop(session, None)

    async def close(self) -> None:
        await self.listener.close()
        if self.recheck:
            self.recheck.cancel()
            await asyncio.gather(self.recheck, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(self.checks, connections.close_all)
        self.checks.shutdown()

    async def _talk(self, page: Page, session: str, receive: Receive, send: Send) -> None:
        left = asyncio.create_task(_leaving(receive, page))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            # Something at once, so that proxies and browsers see the connection as open.
            await send({"type": "http.response.body", "body": b":\n\n", "more_body": True})
            while not page.gone and session not in self.turned_away:
                try:
                    await asyncio.wait_for(page.news.wait(), BEAT)
                except TimeoutError:
                    body = b"event: beat\ndata: {}\n\n"
                else:
                    body = page.take()
                # A slow reader holds us here; what happens meanwhile gathers in the page's bounded queue.
                await send({"type": "http.response.body", "body": body, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
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
                    found = await self._standing(set(self.sessions))
                except DatabaseError:
                    # The listener says so and waits for it. Nobody is let in meanwhile, and nobody thrown out.
                    found = {}
                self.turned_away |= {session: status for session, status in found.items() if status != 200}
                for page in self.listener.pages if self.turned_away else ():
                    page.news.set()

    async def _standing(self, sessions: set[str]) -> dict[str, int]:
        return await asyncio.get_running_loop().run_in_executor(self.checks, look_up, sessions)


def look_up(sessions: set[str]) -> dict[str, int]:
    close_old_connections()
    return standing(sessions)


def session_key(scope: Scope) -> str:
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")


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


async def _leaving(receive: Receive, page: Page) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    page.leave()
