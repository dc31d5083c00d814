"""What open pages hear: server-sent events that say *what* changed, never *how*.

    event: hello     fetch what you show (at the start, and whenever something may have been missed)
    event: changed   {"what": "conversation", "id": 12}
    event: beat      every 15 seconds, so that both ends notice a dead connection

Permission is checked where the page fetches; here it is enough to be an agent at work.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http.cookie import parse_cookie

from onmaru.events.admission import UNKNOWN, Admission
from onmaru.events.ears import ears_on
from onmaru.events.listening import Listener
from onmaru.events.log import CHANNEL
from onmaru.events.page import Page, Send, body
from onmaru.events.standing import standing

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

RECHECK = 30.0

MOST_OF_ONE_SESSION = 20
# An office or a mobile network shares one address.
MOST_OF_ONE_CALLER = 1000
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
    """An ASGI application that streams what a listener hears to whom an admission lets in. One for each web process."""

    def __init__(
        self, credential: Callable[[Scope], str], admission: Admission, listener: Listener, caller: Callable[[Scope], str] | None = None
    ) -> None:
        self.credential, self.admission, self.listener, self.caller = credential, admission, listener, caller
        self.sessions: dict[str, set[Page]] = {}
        # Where anybody can get credentials: how many streams each address has open.
        self.callers: Counter[str] = Counter()
        self.recheck: asyncio.Task[None] | None = None
        self.closing = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        session = self.credential(scope)
        admitted = await self.admission.standing(session) if session and scope["method"] == "GET" else UNKNOWN
        status = 405 if scope["method"] != "GET" else 503 if self.closing else admitted.status
        pages = self.sessions.setdefault(session, set()) if status == 200 else set()
        caller = self.caller(scope) if self.caller else ""
        if len(pages) >= MOST_OF_ONE_SESSION or (caller and self.callers[caller] >= MOST_OF_ONE_CALLER):
            status = 429
        if status != 200:
            await send(
                {"type": "http.response.start", "status": status, "headers": [(b"cache-control", b"no-store"), (b"content-length", b"0")]}
            )
            return await send(END)
        self.recheck = self.recheck or asyncio.create_task(self._recheck())
        page = Page(send, admitted.rooms)
        pages.add(page)
        self.callers[caller] += 1
        try:
            await self._talk(page, receive, send)
        finally:
            self.listener.part(page)
            pages.discard(page)
            self.callers[caller] -= 1
            if not self.callers[caller]:
                del self.callers[caller]
            if not pages:
                self.sessions.pop(session, None)

    def let_go(self) -> None:
        """End every stream, and begin none: a server that stops waits for what is under way, and a stream has no end of its own."""
        self.closing = True
        for pages in self.sessions.values():
            for page in pages:
                page.leave()

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
            # Who comes while the question is out was asked about when they came.
            if asked := set(self.sessions):
                try:
                    found = await self.admission.standings(asked)
                except DatabaseError:
                    # The listener says so and waits for it. Nobody is let in meanwhile, and nobody thrown out.
                    continue
                for session in asked:
                    for page in self.sessions.get(session, ()) if found.get(session, UNKNOWN).status != 200 else ():
                        page.leave()


def of_the_desk() -> Stream:
    """The stream at /stream, for agents at work."""
    return Stream(session_key, Admission(standing), Listener(ears_on(CHANNEL)))


def session_key(scope: Scope) -> str:
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, "")


async def _leaving(receive: Receive, page: Page) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    page.leave()
