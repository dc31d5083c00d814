"""What goes along when a conversation is given to another team, whichever way that happens. Declared in a `handing.py` above."""

from collections.abc import Callable
from dataclasses import dataclass

from onmaru.events.actor import Actor
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent, Team


@dataclass(frozen=True, slots=True)
class Handed:
    """A conversation that was given away just now. `cause` is what was pressed, `because` what was written; both may be empty."""

    conversation: Conversation
    team_before: int | None
    assignee_before: int | None
    to: Team | None
    agent: Agent | None
    cause: str
    because: str
    by: Actor


GoAlong = Callable[[list[Handed]], None]
_going_along: list[GoAlong] = []


def going_along(function: GoAlong) -> GoAlong:
    """`@going_along` above a function that does something with what is given away, in its transaction."""
    _going_along.append(function)
    return function


def go_along(handed: list[Handed]) -> None:
    for function in _going_along:
        function(handed)
