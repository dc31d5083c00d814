"""The least of an HTTP client: one connection that stays, one request at a time; and one that only listens to events."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping

# The server hangs up on who has been silent for fifteen seconds.
SILENT = 10.0


class Line:
    """Requests over one connection, made anew after a silence, as a browser does."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self.port, self.headers = port, headers
        self.used = 0.0
        self.writer: asyncio.StreamWriter | None = None

    async def ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> tuple[int, bytes]:
        """The status and the body."""
        if self.writer is None or time.perf_counter() - self.used > SILENT:
            self.close()
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        given = {"Host": "localhost", "Content-Type": kind, "Content-Length": str(len(body)), **self.headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in given.items())
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        answer = await self._answer()
        self.used = time.perf_counter()
        return answer

    async def _answer(self) -> tuple[int, bytes]:
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status, lines = int(head.split(" ", 2)[1]), dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        if "chunked" not in lines.get("transfer-encoding", ""):
            return status, await self.reader.readexactly(int(lines.get("content-length", "0")))
        pieces = []
        while size := int(await self.reader.readline(), 16):
            pieces.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return status, b"".join(pieces)

    def close(self) -> None:
        if self.writer:
            self.writer.close()


class Hearing(asyncio.Protocol):
    """A stream of events: says when it was greeted, and hands on what it hears, in the pieces in which it came."""

    def __init__(self, path: str, headers: Mapping[str, str], hears: Callable[[bytes], None] | None = None) -> None:
        self.path, self.headers, self.hears = path, headers, hears
        self.greeted: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers.items())
        transport.write(f"GET {self.path} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n".encode())

    def data_received(self, data: bytes) -> None:
        if not self.greeted.done() and b"event: hello" in data:
            self.greeted.set_result(None)
        if self.hears:
            self.hears(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.greeted.done():
            self.greeted.set_exception(exc or ConnectionError("refused"))


async def heard(port: int, path: str, headers: Mapping[str, str], hears: Callable[[bytes], None] | None = None) -> Hearing:
    _, hearing = await asyncio.get_running_loop().create_connection(lambda: Hearing(path, headers, hears), "127.0.0.1", port)
    return hearing
