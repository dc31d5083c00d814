"""The one port: streams of events natively, everything else by Django in threads."""

import asyncio
import os
import signal
import threading
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onmaru.config.settings")

from django.core.wsgi import get_wsgi_application

handler = get_wsgi_application()

from onmaru.config.bridge import Bridge
from onmaru.kit import plugs

Message = MutableMapping[str, Any]


class Front:
    """Made anew for each event loop: a stream belongs to the loop that it started on."""

    def __init__(self) -> None:
        # Apps declare theirs in `native.py`.
        self.native = {path: make() for module in plugs.modules("native") for path, make in module.NATIVE.items()}
        self.bridge = Bridge(handler)

    async def __call__(self, scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]) -> None:
        if scope["type"] == "http":
            application = self.native.get(scope["path"], self.bridge)
            await application(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["type"] == "lifespan":
            await receive()
            self._heed_signals()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            for application in self.native.values():
                await application.close()
            # In a thread: a request that is still being answered needs this loop to send what it says.
            await asyncio.to_thread(self.bridge.close)
            await send({"type": "lifespan.shutdown.complete"})

    def let_go(self) -> None:
        """What would keep a server from stopping ends."""
        for application in self.native.values():
            application.let_go()

    def _heed_signals(self) -> None:
        # The server hears the same signals through the loop, which is woken beside these handlers, not by them.
        if threading.current_thread() is threading.main_thread():
            loop = asyncio.get_running_loop()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(self.let_go))


application = Front()
