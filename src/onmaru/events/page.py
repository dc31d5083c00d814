"""One open page of the stream: hands it what it is told, and remembers what it could not take yet."""

import asyncio
from collections.abc import Awaitable, Callable, Generator, MutableMapping
from types import coroutine
from typing import Any

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# A page that is this far behind is told to fetch everything instead: what waits for it never grows further.
MOST_CHANGES = 200


def body(text: bytes, *, more: bool = True) -> MutableMapping[str, Any]:
    return {"type": "http.response.body", "body": text, "more_body": more}


HELLO = body(b"event: hello\ndata: {}\n\n")


class Page:
    """Nothing is kept for a page that reads. For one that does not, equal changes are told once, however often they happen meanwhile."""

    def __init__(self, send: Send, rooms: tuple[str, ...] = ()) -> None:
        self.send, self.rooms = send, rooms
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.sending: asyncio.Task[None] | None = None
        self.missed: dict[str, None] = {}
        self.unsaid = False

    def greet(self) -> None:
        """Fetch everything: what changed before is included in that."""
        self.missed.clear()
        self.unsaid = not self._hand_over(HELLO)

    def tell(self, changes: dict[str, None], message: MutableMapping[str, Any]) -> None:
        """`message` says the same changes; it is made once for all pages."""
        if self._hand_over(message) or self.unsaid:
            return
        self.missed.update(changes)
        if len(self.missed) > MOST_CHANGES:
            self.greet()

    def say(self, message: MutableMapping[str, Any]) -> None:
        """Something that is not worth being said late."""
        self._hand_over(message)

    def leave(self) -> None:
        if not self.over.done():
            self.over.set_result(None)

    def _hand_over(self, message: MutableMapping[str, Any]) -> bool:
        """Whether the page takes it. Most take it at once, so a task is made only for one that keeps us waiting."""
        if self.sending or self.over.done():
            return False
        rest = self.send(message).__await__()
        try:
            waited_for = next(rest)
        except StopIteration:
            return True
        except OSError:
            self.leave()
            return True
        self.sending = asyncio.create_task(self._finish(waited_for, rest))
        return True

    async def _finish(self, waited_for: Any, rest: Generator[Any, Any, None]) -> None:
        try:
            await _resumed(waited_for, rest)
            while self.unsaid or self.missed:
                told = HELLO if self.unsaid else changed(self.missed)
                self.unsaid = False
                self.missed.clear()
                await self.send(told)
        except OSError:
            self.leave()
        finally:
            self.sending = None

    async def finish(self) -> None:
        """Nothing is being sent any more."""
        if self.sending:
            self.sending.cancel()
            await asyncio.gather(self.sending, return_exceptions=True)


@coroutine
def _resumed(waited_for: Any, rest: Generator[Any, Any, None]) -> Generator[Any, Any, None]:
    """What was begun outside a task, from the first thing it waits for."""
    while True:
        try:
            yield waited_for
        except BaseException as error:
            waited_for = rest.throw(error)
            continue
        try:
            waited_for = next(rest)
        except StopIteration:
            return


def changed(changes: dict[str, None]) -> MutableMapping[str, Any]:
    return body(b"".join([b"event: changed\ndata: %b\n\n" % change.encode() for change in changes]))
