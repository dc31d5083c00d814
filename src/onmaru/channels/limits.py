"""How often somebody may do something. Kept in memory: each process counts for itself. Pure."""

import time
from collections import OrderedDict, deque
from threading import Lock

# Of so many different callers the longest silent one is forgotten.
REMEMBERED = 10_000


class Rate:
    """At most `count` times in `seconds`, for each name."""

    def __init__(self, count: int, seconds: float) -> None:
        self.count, self.seconds = count, seconds
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def allows(self, name: str, now: float | None = None) -> bool:
        """Count one more, unless that is one too many."""
        now = time.monotonic() if now is None else now
        with self._lock:
            times = self._times.setdefault(name, deque())
            self._times.move_to_end(name)
            while len(self._times) > REMEMBERED:
                self._times.popitem(last=False)
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if len(times) >= self.count:
                return False
            times.append(now)
            return True

    def wait(self, name: str, now: float | None = None) -> float:
        """Seconds until one more is allowed."""
        now = time.monotonic() if now is None else now
        with self._lock:
            times = self._times.get(name)
            return max(0.0, times[0] + self.seconds - now) if times and len(times) >= self.count else 0.0
