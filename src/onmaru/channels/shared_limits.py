"""How often somebody may do something, counted in the database: however many web processes there are, together they allow it so often."""

from collections import OrderedDict
from datetime import timedelta
from threading import Lock

from onmaru.channels.actions.count import count
from onmaru.channels.limits import REMEMBERED
from onmaru.channels.models import Tally
from onmaru.kit import clock
from onmaru.kit.crypto import signature


class SharedRate:
    """At most `most` times in `seconds`, for each name; the seconds begin with the first time.

    Where much is allowed, a process takes `at_a_time` of it from the database and counts those down by itself, so that what is asked often
    costs a statement now and then. What it took and never used is lost to that name until the seconds are over.
    """

    def __init__(self, what: str, most: int, seconds: float, at_a_time: int = 1) -> None:
        self.what, self.most, self.span, self.at_a_time = what, most, timedelta(seconds=seconds), at_a_time
        self._taken: OrderedDict[str, int] = OrderedDict()
        self._lock = Lock()

    def allows(self, name: str) -> bool:
        """Count one more, unless that is one too many."""
        with self._lock:
            left = self._taken.pop(name, 0)
        if not left:
            if not count(self._key(name), self.at_a_time, self.most, self.span):
                return False
            left = self.at_a_time
        with self._lock:
            if left > 1:
                self._taken[name] = self._taken.get(name, 0) + left - 1
            while len(self._taken) > REMEMBERED:
                self._taken.popitem(last=False)
        return True

    def wait(self, name: str) -> float:
        """Seconds until more is allowed."""
        began = Tally.objects.filter(name=self._key(name)).values_list("began_at", flat=True).first()
        return max(0.0, (began + self.span - clock.now()).total_seconds()) if began else 0.0

    def forget(self) -> None:
        """What this process took and has not used."""
        with self._lock:
            self._taken.clear()

    def _key(self, name: str) -> str:
        # Names are people's addresses; they need not stand in yet another table.
        return f"{self.what}:{signature('tally', name, 32)}"
