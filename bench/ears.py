"""Open pages by the thousand, in one process: a raw protocol a connection; what many pages got is read once for all of them."""

from __future__ import annotations

import asyncio
import re
import time

_ID = re.compile(rb'"id":(\d+)')
_END = b"\n\n\r\n"


class Ears:
    def __init__(self, port: int, cookies: list[str]) -> None:
        self.port, self.cookies = port, cookies
        self.read: dict[bytes, tuple[tuple[int, ...], bool]] = {}
        self.open_ears: list[Ear] = []
        self.forget()

    def forget(self) -> None:
        self.heard: list[tuple[tuple[int, ...], float]] = []
        self.greeted = self.reached = 0
        self.wanted = -1
        self.news = asyncio.Event()

    async def open(self) -> float:
        """Seconds until every page was greeted."""
        self.forget()
        loop = asyncio.get_running_loop()
        began = time.perf_counter()
        made = await asyncio.gather(
            *[loop.create_connection(lambda c=cookie: Ear(self, c), "127.0.0.1", self.port) for cookie in self.cookies]
        )
        self.open_ears = [protocol for _, protocol in made]
        while self.greeted < len(self.cookies):
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), 120)
        return time.perf_counter() - began

    def expect(self, number: int) -> None:
        """From now on count who hears this number."""
        self.wanted, self.reached = number, 0

    async def until(self, number: int, patience: float) -> None:
        """Until all have heard the number that was expected, or it is clear that somebody never will."""
        try:
            async with asyncio.timeout(patience):
                while self.reached < len(self.cookies):
                    self.news.clear()
                    await self.news.wait()
        except TimeoutError:
            print(f"  {len(self.cookies) - self.reached} streams never heard change {number}", flush=True)

    async def close(self) -> None:
        for ear in self.open_ears:
            ear.transport.abort()
        self.open_ears = []
        await asyncio.sleep(1)

    def latencies(self, committed: dict[int, float]) -> tuple[list[float], int]:
        """Seconds of each delivery, and how many are missing."""
        found = [at - committed[number] for numbers, at in self.heard for number in numbers if number in committed]
        return found, len(committed) * len(self.cookies) - len(found)

    def take(self, text: bytes) -> None:
        read = self.read.get(text)
        if read is None:
            if len(self.read) > 1000:
                self.read.clear()
            read = self.read[text] = (tuple(map(int, _ID.findall(text))), b"event: hello" in text)
        numbers, greets = read
        if numbers:
            self.heard.append((numbers, time.perf_counter()))
            if self.wanted in numbers:
                self.reached += 1
                if self.reached == len(self.cookies):
                    self.news.set()
        if greets:
            self.greeted += 1
            self.news.set()


class Ear(asyncio.Protocol):
    def __init__(self, ears: Ears, cookie: str) -> None:
        self.ears, self.cookie = ears, cookie
        self.rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(b"GET /stream HTTP/1.1\r\nHost: localhost\r\nCookie: sessionid=%b\r\n\r\n" % self.cookie.encode())

    def data_received(self, data: bytes) -> None:
        if self.rest:
            data, self.rest = self.rest + data, b""
        if not data.endswith(_END):
            whole = data.rfind(_END) + len(_END)
            if whole < len(_END):
                self.rest = data
                return
            data, self.rest = data[:whole], data[whole:]
        self.ears.take(data)
