"""The least that could write a stream's bytes: `python -m bench.bare_stream PORT`, one write a change and page."""

from __future__ import annotations

import asyncio
import sys

OPENING = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n"
HELLO = b"event: hello\ndata: {}\n\n"
pages: set[asyncio.Transport] = set()


class Connection(asyncio.Protocol):
    """A page, or whoever says CHANGE."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET"):
            self.transport.write(OPENING + chunk(HELLO))
            pages.add(self.transport)
        for line in data.split(b"\n") if data.startswith(b"CHANGE") else ():
            if line:
                _, first, last = line.split()
                for number in range(int(first), int(last) + 1):
                    said = chunk(b'event: changed\ndata: {"what":"conversation","id":%d}\n\n' % number)
                    for page in pages:
                        page.write(said)

    def connection_lost(self, exc: Exception | None) -> None:
        pages.discard(self.transport)


def chunk(text: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(text), text)


async def serve(port: int) -> None:
    server = await asyncio.get_running_loop().create_server(Connection, "127.0.0.1", port, backlog=4096)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
