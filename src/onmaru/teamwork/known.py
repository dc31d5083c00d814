"""What was tried in conversations besides their messages, as packages above know it. They declare it in a `trying.py`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from onmaru.teamwork.packet import Tried

# For numbers of conversations: what was tried there.
Trying = Callable[[list[int]], Mapping[int, list[Tried]]]
_trying: list[Trying] = []


def trying(function: Trying) -> Trying:
    """`@trying` above a function that knows of something else that was tried."""
    _trying.append(function)
    return function


def tried(conversations: Iterable[int]) -> dict[int, list[Tried]]:
    numbers, found = list(conversations), defaultdict(list)
    for function in _trying:
        for number, some in function(numbers).items():
            found[number] += some
    return found
