"""Which of the found texts come first: BM25 over whole words, titles before texts, words side by side, a little for being recent. Pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from onmaru.language.asked import Asked, Unit
from onmaru.language.keys import plain

# BM25's saturation and length: how much a second mention adds, how much a long text is distrusted.
SATURATION, LENGTH = 1.2, 0.6
TITLE = 2.5
# So much of a text is weighed.
READ = 4000
# A unit that stands inside another word (배송 in 택배송장), or only by its syllables.
INSIDE = 0.5
# What neighbours written together add, as a share of their own worth; and all of the query in one piece.
NEIGHBOURS, WHOLE = 0.25, 0.3
# Half of it after two months: relevance decides, age breaks what is nearly a tie.
RECENT, HALF_LIFE_DAYS = 0.25, 60.0


@dataclass(frozen=True, slots=True)
class Census:
    """What is known of all texts: how many, how long on average, and which share of them holds a key."""

    entries: int
    average_length: float
    shares: Mapping[int, float]
    # How many texts a recent day brought.
    daily: float = 1.0

    def holding(self, unit: Unit) -> float:
        """About how many texts hold a unit."""
        keys = [unit.word] if unit.word is not None else list(unit.pieces)
        return min((self.shares.get(key, 0.0) for key in keys), default=0.0) * self.entries

    def rarity(self, unit: Unit) -> float:
        """The rarer the more it says: BM25's idf."""
        holding = self.holding(unit)
        return math.log(1 + (self.entries - holding + 0.5) / (holding + 0.5))


@dataclass(frozen=True, slots=True)
class Candidate:
    title: str
    text: str
    at: datetime
    # Those of the asked keys that it is known to hold.
    holds: frozenset[int]


def scores(asked: Asked, candidates: Sequence[Candidate], census: Census, now: datetime) -> list[float]:
    """One number for each candidate, greater is better; the same for the same input."""
    units = asked.units
    worth = {unit: census.rarity(unit) * unit.weight for unit in units}
    whole = "".join(term.text for term in asked.terms) if len(asked.terms) > 1 else ""
    return [_score(units, worth, whole, candidate, census.average_length, now) for candidate in candidates]


def _score(units: Sequence[Unit], worth: Mapping[Unit, float], whole: str, candidate: Candidate, average: float, now: datetime) -> float:
    title, text = "".join(plain(candidate.title).split()), "".join(plain(candidate.text[:READ]).split())
    slow = SATURATION * (1 - LENGTH + LENGTH * len(text) / max(average, 1.0))
    total = 0.0
    present: list[Unit] = []
    for unit in units:
        share, often = _evidence(unit, title, text, candidate.holds)
        if often:
            present.append(unit)
            total += worth[unit] * share * often * (SATURATION + 1) / (often + slow)
    for one, other in pairwise(present):
        together = one.text + other.text
        if together in text or together in title:
            total += NEIGHBOURS * (worth[one] + worth[other]) / 2
    if whole and (whole in text or whole in title):
        total *= 1 + WHOLE
    days = max((now - candidate.at).total_seconds() / 86_400, 0.0)
    return total * (1 + RECENT * 0.5 ** (days / HALF_LIFE_DAYS))


def _evidence(unit: Unit, title: str, text: str, holds: frozenset[int]) -> tuple[float, float]:
    """How surely a unit is there, and how often; a mention in the title counts for several."""
    often = text.count(unit.text) + TITLE * min(title.count(unit.text), 2)
    is_word = unit.word in holds
    if is_word:
        return 1.0, max(often, 1.0)
    if often:
        return (1.0 if unit.word is None else INSIDE), often
    return (INSIDE, 1.0) if unit.pieces and unit.pieces <= holds else (0.0, 0.0)
