"""A listener for pages that hear only what concerns them: a notice names the room that it is for.

    {"room": "visitor:12", "event": "changed", "data": {…}}

"changed" is told late to a page that is behind, or included in a greeting; "hello" greets, "left" ends the stream; whatever else there is
(somebody is typing) is not worth being said late.
"""

import json
from collections.abc import Iterable

from onmaru.events.listening import Ears, Listener
from onmaru.events.page import Page, body, changed


class Rooms(Listener):
    def __init__(self, ears: Ears) -> None:
        super().__init__(ears)
        self.members: dict[str, set[Page]] = {}

    def join(self, page: Page) -> None:
        for room in page.rooms:
            self.members.setdefault(room, set()).add(page)
        super().join(page)

    def part(self, page: Page) -> None:
        super().part(page)
        for room in page.rooms:
            pages = self.members.get(room, set())
            pages.discard(page)
            if not pages:
                self.members.pop(room, None)

    async def _tell(self, changes: dict[str, None]) -> None:
        for change in changes:
            said = json.loads(change)
            if pages := self.members.get(said["room"]):
                await self._told(tuple(pages), said["event"], json.dumps(said["data"], ensure_ascii=False, separators=(",", ":")))

    async def _told(self, pages: Iterable[Page], event: str, data: str) -> None:
        if event == "hello":
            await self._each(Page.greet, pages)
        elif event == "left":
            await self._each(Page.leave, pages)
        elif event == "changed":
            one = {data: None}
            message = changed(one)
            await self._each(lambda page: page.tell(one, message), pages)
        else:
            message = body(f"event: {event}\ndata: {data}\n\n".encode())
            await self._each(lambda page: page.say(message), pages)
