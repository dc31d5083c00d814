"""Times as stacked bars, one below the other. Pure; drawn by `routing/_stacks.html`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

# In the picture's own units.
WIDTH, LINE = 400, 44


@dataclass(frozen=True, slots=True)
class Piece:
    what: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Stack:
    name: str
    text_y: int
    y: int
    pieces: tuple[Piece, ...]


def stacks(rows: Iterable[tuple[str, Mapping[str, timedelta]]], order: Sequence[str]) -> list[Stack]:
    """As long as each is against the longest of all, its pieces in this order."""
    given = list(rows)
    longest = max((sum(lengths.values(), timedelta()) for _, lengths in given), default=timedelta()) or timedelta(seconds=1)
    drawn = []
    for place, (name, lengths) in enumerate(given):
        pieces, x = [], 0.0
        for what in order:
            width = round(lengths.get(what, timedelta()) / longest * WIDTH, 1)
            if width:
                pieces.append(Piece(what, round(x, 1), width))
                x += width
        drawn.append(Stack(name, place * LINE + 14, place * LINE + 22, tuple(pieces)))
    return drawn
