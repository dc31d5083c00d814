"""What holds of what a customer stated, once agents have amended what was read. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from onmaru.language.facts import Fact, Kind, plain

Key = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Amended:
    """What agents noted, the latest first, and what they struck out, in one conversation."""

    noted: tuple[Fact, ...] = ()
    struck: tuple[Fact, ...] = ()


NOTHING = Amended()


def key(fact: Fact) -> Key:
    """By what the same fact is known again however it is written."""
    return fact.kind, plain(fact)


def holding(found: Iterable[Fact], amended: Amended = NOTHING) -> list[Fact]:
    """Each fact once, in the order in which they were found, without those struck out; noted ones come before all that was read."""
    struck = {key(fact) for fact in amended.struck}
    kept: dict[Key, Fact] = {}
    for fact in (*amended.noted, *(fact for fact in found if key(fact) not in struck)):
        kept.setdefault(key(fact), fact)
    return list(kept.values())
