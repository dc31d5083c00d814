"""What can be searched: each app declares its things in `searchables.py`, and nothing here knows which they are."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Document:
    """One thing as search sees it."""

    id: int
    title: str
    text: str
    at: datetime
    # Whose visibility decides over it; None for what stands by itself.
    conversation_id: int | None = None
    # Found by, but neither shown nor ranked by: who wrote it, a signature.
    hidden: str = ""
    # Further keys that no text says (see `onmaru.language.keys`): beginnings of handles, initials of names.
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Searchable:
    """A sort of things. `documents` gives those of the ids that still exist; `after` the next ids, ascending, for filing all of them."""

    sort: str
    label: str | Promise
    documents: Callable[[Iterable[int]], Sequence[Document]]
    after: Callable[[int, int], Sequence[int]] = field(default=lambda reached, limit: ())


_by_sort: dict[str, Searchable] = {}


def searchable(thing: Searchable) -> Searchable:
    """Declare a sort of things."""
    _by_sort[thing.sort] = thing
    return thing


def of(sort: str) -> Searchable | None:
    """None for entries of an app that is no longer there."""
    return _by_sort.get(sort)


def all_sorts() -> list[Searchable]:
    return list(_by_sort.values())
