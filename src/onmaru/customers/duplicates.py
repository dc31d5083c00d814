"""Whether two customers look like one person, how surely, and why. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

Reason = Literal["same phone", "same address", "same name and organisation", "same name and similar address", "same name"]
# Below this it is not worth a person's look.
WORTH = 0.4
# Local parts that many share ("info@", "help@") tell nothing about a person.
_OFFICES = frozenset({"info", "help", "contact", "sales", "admin", "support", "cs", "mail", "hello", "office"})
_WEIGHTS: dict[Reason, float] = {
    "same phone": 0.9,
    "same address": 0.95,
    "same name and organisation": 0.7,
    "same name and similar address": 0.75,
    "same name": 0.25,
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person: handles and phones as they are stored."""

    number: int
    names: frozenset[str]
    handles: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    organization: int | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """Another customer who may be the same person; the score is between 0 and 1."""

    number: int
    score: float
    reasons: tuple[Reason, ...] = field(default=())


def likely(person: Known, others: Iterable[Known]) -> list[Likeness]:
    """Those worth a look, the likeliest first."""
    found = [likeness(person, other) for other in others if other.number != person.number]
    return sorted((one for one in found if one.score >= WORTH), key=lambda one: (-one.score, one.number))


def likeness(one: Known, other: Known) -> Likeness:
    """How alike two are. Several reasons together are surer than the best of them alone."""
    reasons = _reasons(one, other)
    doubt = 1.0
    for reason in reasons:
        doubt *= 1 - _WEIGHTS[reason]
    return Likeness(other.number, round(1 - doubt, 3), reasons)


def _reasons(one: Known, other: Known) -> tuple[Reason, ...]:
    found: list[Reason] = []
    if one.phones & other.phones:
        found.append("same phone")
    if one.handles & other.handles:
        found.append("same address")
    if _even(one.names) & _even(other.names):
        if one.organization is not None and one.organization == other.organization:
            found.append("same name and organisation")
        elif any(similar(mine, theirs) for mine in one.handles for theirs in other.handles):
            found.append("same name and similar address")
        else:
            found.append("same name")
    return tuple(found)


def similar(one: str, other: str) -> bool:
    """Whether two addresses may be of one hand: what stands before the @ is nearly the same, wherever the mailbox is."""
    mine, theirs = _local(one), _local(other)
    if min(len(mine), len(theirs)) < 4 or mine in _OFFICES or theirs in _OFFICES:
        return False
    return mine == theirs or SequenceMatcher(None, mine, theirs).ratio() >= 0.8


def _local(handle: str) -> str:
    return re.sub(r"[^a-z가-힣]|\d+$", "", handle.partition("@")[0].partition("+")[0].lower())


def _even(names: Iterable[str]) -> set[str]:
    """Without space and honorifics; of one letter nobody is known."""
    even = {re.sub(r"\s|님$|씨$", "", unicodedata.normalize("NFC", name)).casefold() for name in names}
    return {name for name in even if len(name) > 1}
