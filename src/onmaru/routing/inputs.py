"""What packages above know of conversations and routing weighs: `anger` and `hurry` from 0 to 1, `order_value` in the shop's currency.

Declared in a `weighing.py` of theirs; what nobody declares counts as nothing, and of what several know the most.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Literal

Input = Literal["anger", "hurry", "order_value"]
# By the numbers of conversations; one that is left out has nothing.
Source = Callable[[Collection[int]], dict[int, float]]

_sources: dict[Input, list[Source]] = defaultdict(list)


def weighs(name: Input) -> Callable[[Source], Source]:
    """`@weighs("anger")` above a function that looks at many conversations in one query."""

    def declare(source: Source) -> Source:
        _sources[name].append(source)
        return source

    return declare


def weigh(name: Input, conversations: Collection[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    for source in _sources[name] if conversations else ():
        for number, value in source(conversations).items():
            found[number] = max(value, found.get(number, 0))
    return found
