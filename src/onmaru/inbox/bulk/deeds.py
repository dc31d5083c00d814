"""What can be done to many conversations at once. Each deed calls the action that does it; packages above may add theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.people.roles import Permission

Parameters = dict[str, Any]


class CannotDo(ValueError):
    """It cannot be done to this conversation. `reason` is a code, worded in desk/reasons.py."""

    def __init__(self, reason: str, **values: Any) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values


class CannotTakeBack(CannotDo):
    """It was done and stays so."""


# By conversation, where there is something to say: what its undo needs beside the facts that changed, or why it was left alone.
Outcomes = dict[int, Parameters | CannotDo]
# Does it to conversations that the caller holds locked. Raising CannotDo leaves all of them alone.
Do = Callable[[list[Conversation], Agent, Parameters], Outcomes]
# Takes it back where putting facts back is not enough.
TakeBack = Callable[[Conversation, Agent, Parameters], None]


@dataclass(frozen=True, slots=True)
class Deed:
    """`take_back` runs after facts were put back. Unless `facts_decide`, what others changed since stays, and does not stop the rest.

    A deed that is done `together` takes many conversations in one transaction; any other takes one at a time.
    """

    name: str
    permission: Permission
    do: Do
    take_back: TakeBack | None = None
    facts_decide: bool = True
    together: bool = True


_deeds: dict[str, Deed] = {}


def declare(deed: Deed) -> Deed:
    _deeds[deed.name] = deed
    return deed


def get(name: str) -> Deed:
    """Raises KeyError for a deed that no installed package knows."""
    return _deeds[name]


def names() -> list[str]:
    return list(_deeds)
