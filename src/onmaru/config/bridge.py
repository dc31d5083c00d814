"""From ASGI to Django's WSGI handler, with what a thread must not wait for done beforehand.

a2wsgi runs the handler in a small pool of threads. Around it, a request body is taken in completely before a thread is occupied (in
memory while small, in a file when large), so that slow uploads cannot use up the pool; and the first piece of a response leaves
together with the headers, because headers sent alone make the client's delayed acknowledgement cost 40 ms.
"""

import asyncio
import tempfile
from collections.abc import Awaitable, Callable, MutableMapping
from typing import IO, Any

from a2wsgi import WSGIMiddleware
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from onmaru.kit.threads import hang_up

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

THREADS = 12
IN_MEMORY = 256 * 1024
PIECE = 64 * 1024
# Between two pieces of an upload, in seconds.
LONGEST_SILENCE = 60


class Bridge:
    """The ASGI application that is everything but the stream."""

    def __init__(self, handler: WSGIHandler) -> None:
        self.wsgi = WSGIMiddleware(handler, workers=THREADS)  # pyright: ignore[reportArgumentType]
        self.closing = False

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if headers.get(b"content-length", b"0") == b"0" and b"transfer-encoding" not in headers:
            return await self._answer(scope, receive, send)
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as body:
            refusal = await take_in(receive, body)
            if refusal:
                return await refuse(send, refusal)
            # A body in pieces comes without its length, and WSGI takes what has no length for empty.
            length = [(b"content-length", b"%d" % body.tell())]
            kept = [header for header in scope["headers"] if header[0] not in {b"content-length", b"transfer-encoding"}]
            body.seek(0)
            return await self._answer({**scope, "headers": kept + length}, given_out(body), send)

    async def _answer(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        if self.closing:
            return await refuse(send, 503)
        await self.wsgi(scope, receive, Together(send))  # pyright: ignore[reportArgumentType]

    def close(self) -> None:
        """Wait for the requests that run, and give back every thread's database connection."""
        # A page that closes says goodbye in this moment, and would open one anew.
        self.closing = True
        hang_up(self.wsgi.executor, THREADS)
        self.wsgi.executor.shutdown()


async def take_in(receive: Receive, body: IO[bytes]) -> int:
    """Write the request's body into a file; 0, or the status to refuse it with."""
    size, more = 0, True
    while more:
        try:
            message = await asyncio.wait_for(receive(), LONGEST_SILENCE)
        except TimeoutError:
            return 408
        if message["type"] == "http.disconnect":
            return 400
        size += body.write(message.get("body", b""))
        if size > settings.MAX_BODY_BYTES:
            return 413
        more = message.get("more_body", False)
    return 0


def given_out(body: IO[bytes]) -> Receive:
    async def receive() -> Message:
        piece = body.read(PIECE)
        return {"type": "http.request", "body": piece, "more_body": len(piece) == PIECE}

    return receive


async def refuse(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"connection", b"close"), (b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


class Together:
    """Sends one message late, so that the headers leave with the first piece and the last piece is marked as such."""

    def __init__(self, send: Send) -> None:
        self.send, self.start, self.piece = send, None, None
        self.broken = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = message
            return None
        more = message.get("more_body", False)
        piece = message.get("body", b"")
        if self.piece is not None:
            # Django's last message is an empty one; it only says that the piece before it was the last.
            if not more and not piece:
                return await self._send(self.piece, more=False)
            await self._send(self.piece, more=True)
        if more:
            self.piece = piece
        else:
            await self._send(piece, more=False)

    async def _send(self, piece: bytes, *, more: bool) -> None:
        # When the client is gone, the rest is thrown away: an error here would leave the thread waiting for ever.
        if self.broken:
            return
        try:
            if self.start:
                await self.send(self.start)
                self.start = None
            await self.send({"type": "http.response.body", "body": piece, "more_body": more})
        except Exception:
            self.broken = True
