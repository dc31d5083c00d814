"""By when customers were promised an answer. Whoever promises says so here; the portal only asks."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

# For numbers of conversations: the promised time of those to whom an open promise was made.
Promises = Callable[[Iterable[int]], Mapping[int, datetime]]
_promises: list[Promises] = []


def register(promises: Promises) -> None:
    _promises.append(promises)


def of(conversations: Iterable[int]) -> dict[int, datetime]:
    numbers = list(conversations)
    return {number: at for promises in _promises for number, at in promises(numbers).items()} if numbers else {}
