"""In which order tests come, and how two processes share them so that neither works alone at the end."""

from __future__ import annotations

from itertools import takewhile

import pytest
from xdist.scheduler import LoadScheduling
from xdist.workermanage import WorkerController

# Tests that take many seconds each.
LONG = ("tests/journeys/", "_in_browser.py")


def turn(item: pytest.Item) -> int:
    """The storm begins. Browser tests come last: once Playwright runs its loop in this thread, nothing else here can run one. Of these,
    journeys begin: whoever has the last one is soon done."""
    if item.get_closest_marker("storm"):
        return 0
    if not item.get_closest_marker("browser"):
        return 1
    return 2 if item.nodeid.startswith("tests/journeys/") else 3


class Turns(LoadScheduling):
    """Short tests are given out many at once, as they come; long ones one by one."""

    def _send_tests(self, node: WorkerController, num: int) -> None:
        assert self.collection is not None
        names = self.collection
        short = sum(1 for _ in takewhile(lambda number: not any(part in names[number] for part in LONG), self.pending[:num]))
        # A process begins a test when it knows the next one.
        needed = 2 - len(self.node2pending[node])
        super()._send_tests(node, min(num, max(short, needed, 1)))
