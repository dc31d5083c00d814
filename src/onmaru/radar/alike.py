"""Whether two conversations are one matter, how surely, and why. Pure.

Only what points at one another is compared: the same person, order or parcel, or a stated way to reach them. Words alone never make a
duplicate: "where is my parcel" is asked by a hundred people a day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class Kind(StrEnum):
    ORDER = "order"
    PARCEL = "parcel"
    PHONE = "phone"
    EMAIL = "email"
    PERSON = "person"
    WORDS = "words"
    GAP = "gap"
    CHANNELS = "channels"


@dataclass(frozen=True, slots=True)
class Matter:
    """A conversation as far as it is compared. `began_at` is of its open episode; `traces` are pairs of a kind and a value."""

    number: int
    person: int
    channel: str
    began_at: datetime
    traces: frozenset[tuple[str, str]] = frozenset()
    pieces: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """`reasons` in the order in which they are said: a kind and what stands behind it."""

    score: float
    reasons: tuple[tuple[Kind, str], ...] = field(default=())


# Below this it is not worth a person's look.
WORTH = 0.6
# How far apart two matters may begin.
AN_ORDERS, A_PERSONS = timedelta(days=14), timedelta(days=7)
FURTHEST = max(AN_ORDERS, A_PERSONS)
_WEIGHTS = {Kind.ORDER: 0.7, Kind.PARCEL: 0.7, Kind.PHONE: 0.4, Kind.EMAIL: 0.4, Kind.PERSON: 0.4}
_WITHIN_AN_HOUR, _WITHIN_A_DAY, _ANOTHER_CHANNEL = 0.3, 0.15, 0.1
# Texts of fewer pieces ("안녕하세요") are alike by chance; less than this share of all pieces says nothing.
TELLING, ALIKE = 8, 0.4


def alike(one: Matter, other: Matter) -> Likeness | None:
    """None when they are two matters, or nothing points from one at the other."""
    gap = abs(one.began_at - other.began_at)
    shared = _shared(one, other)
    things = [(kind, value) for kind, value in shared if kind in (Kind.ORDER, Kind.PARCEL)]
    if one.number == other.number or not shared or gap > (AN_ORDERS if things else A_PERSONS):
        return None
    # Two orders are two matters, also in the same words.
    if not things and _of(one, Kind.ORDER) and _of(other, Kind.ORDER):
        return None
    reasons = [*shared]
    # Of several of a kind the first counts: one mail that names both numbers of a parcel is not surer for it.
    weights = [_WEIGHTS[kind] for kind in dict.fromkeys(kind for kind, _ in shared)]
    likeness = similarity(one.pieces, other.pieces)
    if likeness >= ALIKE:
        reasons.append((Kind.WORDS, str(round(likeness * 100))))
        weights.append(likeness)
    reasons.append((Kind.GAP, str(round(gap.total_seconds()))))
    if gap <= timedelta(days=1):
        weights.append(_WITHIN_AN_HOUR if gap <= timedelta(hours=1) else _WITHIN_A_DAY)
    if one.channel != other.channel:
        first, second = sorted((one, other), key=lambda matter: (matter.began_at, matter.number))
        reasons.append((Kind.CHANNELS, f"{first.channel} {second.channel}"))
        weights.append(_ANOTHER_CHANNEL)
    score = _together(weights)
    return Likeness(score, tuple(reasons)) if score >= WORTH else None


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Of all pieces of both texts, the share that stands in both."""
    if min(len(one), len(other)) < TELLING:
        return 0.0
    both = len(one & other)
    return both / (len(one) + len(other) - both)


def doubled(matter: Matter, others: Iterable[Matter]) -> dict[int, Likeness]:
    """By number, those of the others that are the same matter."""
    return {other.number: found for other in others if (found := alike(matter, other))}


def _shared(one: Matter, other: Matter) -> list[tuple[Kind, str]]:
    of_person = [(Kind.PERSON, "")] if one.person == other.person else []
    stated = [(Kind(kind), value) for kind, value in sorted(one.traces & other.traces)]
    # That two matters of one person name the same number of theirs says nothing new.
    if of_person:
        stated = [(kind, value) for kind, value in stated if kind in (Kind.ORDER, Kind.PARCEL)]
    return sorted(stated, key=lambda reason: list(Kind).index(reason[0])) + of_person


def _of(matter: Matter, kind: Kind) -> bool:
    return any(stated == kind for stated, _ in matter.traces)


def _together(weights: Iterable[float]) -> float:
    """Several reasons together are surer than the best of them alone."""
    doubt = 1.0
    for weight in weights:
        doubt *= 1 - weight
    return round(1 - doubt, 3)
