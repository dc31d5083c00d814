"""Where a course stands among the stages of its workflow. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["done", "current", ""]


@dataclass(frozen=True, slots=True)
class At:
    number: int
    state: State


def following(numbers: Sequence[int], places: Sequence[int], now: int, place: int) -> int | None:
    """The stage after this one; also after one that was removed meanwhile, whose place is still known. None after the last."""
    if now in numbers:
        at = list(numbers).index(now) + 1
        return numbers[at] if at < len(numbers) else None
    return next((number for number, there in zip(numbers, places, strict=True) if there >= place), None)


def bar(numbers: Sequence[int], now: int | None, finished: bool) -> list[At]:
    """Each stage, in their order: done, current, or to come. Whoever went back has what lies before it still to do."""
    at = next((place for place, number in enumerate(numbers) if number == now), -1)
    return [At(number, "done" if finished or place < at else "current" if place == at else "") for place, number in enumerate(numbers)]
