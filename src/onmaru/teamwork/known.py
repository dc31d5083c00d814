"""What is known of conversations besides their messages, as packages above know it. They declare it in a `trying.py`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from onmaru.teamwork.packet import Tried

# For numbers of conversations: what was tried there, and what the customer stated as (kind, text).
Trying = Callable[[list[int]], Mapping[int, list[Tried]]]
Stating = Callable[[list[int]], Mapping[int, list[tuple[str, str]]]]
_trying: list[Trying] = []
_stating: list[Stating] = []


def trying(function: Trying) -> Trying:
    """`@trying` above a function that knows of something else that was tried."""
    _trying.append(function)
    return function


def stating(function: Stating) -> Stating:
    """`@stating` above a function that knows what customers stated, beyond what their words show."""
    _stating.append(function)
    return function


def tried(conversations: Iterable[int]) -> dict[int, list[Tried]]:
    numbers, found = list(conversations), defaultdict(list)
    for function in _trying:
        for number, some in function(numbers).items():
            found[number] += some
    return found


def stated(conversations: Iterable[int]) -> dict[int, list[tuple[str, str]]]:
    numbers, found = list(conversations), defaultdict(list)
    for function in _stating:
        for number, some in function(numbers).items():
            found[number] += some
    return found
