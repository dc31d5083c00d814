import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from onmaru.stated.holding import NOTHING, Amended


@dataclass(frozen=True, slots=True)
class Seen:
    """What a check may look at: the answer, and what is known in its conversation."""

    text: str
    # What the customer wrote since our last answer, and all of the conversation that is near.
    asked: str = ""
    theirs: str = ""
    # What agents know better of what the customer stated.
    amended: Amended = NOTHING
    notes: tuple[str, ...] = ()
    files: int = 0
    their_files: int = 0
    language: str = ""
    # (what is rather not said, what is kinder)
    phrases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`excerpt` is a place in the answer, `points` what it is about, `instead` what could stand at the place."""

    excerpt: str = ""
    points: tuple[str, ...] = ()
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One check: its name, what it is called among the settings, what it says when it finds something."""

    name: str
    title: str | Promise
    sentence: str | Promise
    find: Callable[[Seen], Iterable[Finding]]

    def key(self, finding: Finding) -> str:
        """The same for the same finding: who sent on with it is not asked again."""
        words = "\n".join((finding.excerpt, *finding.points))
        return f"{self.name}:{hashlib.sha256(words.encode()).hexdigest()[:16]}"
