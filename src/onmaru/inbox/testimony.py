"""What packages above know that was done about a conversation, as a document for a dispute needs it. Declared in a `testimony.py` above.

Nothing here is read by anybody but whoever writes such a document: the words are whole sentences in the language that is active then.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from onmaru.inbox.models import Conversation


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done, at a moment. `facts` are JSON-able and exact; what is not `internal` the customer knows of already.

    `kind` and `number` name the row it is read from; `who` is empty for the product.
    """

    at: datetime
    kind: str
    number: int
    words: str
    who: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    internal: bool = True


Testimony = Callable[[Conversation], Iterable[Deed]]
_testimonies: list[Testimony] = []


def testifies(function: Testimony) -> Testimony:
    """`@testifies` above a function that tells what was done about one conversation."""
    _testimonies.append(function)
    return function


def deeds(conversation: Conversation, until: datetime, with_internal: bool) -> list[Deed]:
    """Everything in its order, up to a moment."""
    found = [
        deed for function in _testimonies for deed in function(conversation) if deed.at <= until and (with_internal or not deed.internal)
    ]
    # Of one moment, in the order in which they are told.
    return sorted(found, key=lambda deed: deed.at)


def iso(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds") if moment else ""
