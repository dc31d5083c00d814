"""What is said when an agent resolves, what has to be, and what goes with it. Each package declares its part in a `resolving.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent
from onmaru.web.slots import Drawn

# Posted as `then=resolve`, and with a reason as `then=resolve/shipping-late`: one press says both.
RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Said:
    """`reason` is the key of one; `asks`, whether the customer is asked if it is solved, None where nobody chose.

    What is said of many at once is `of_many`: their reasons stay where they have one.
    """

    reason: str = ""
    asks: bool | None = None
    of_many: bool = False


def said_in(posted: Mapping[str, str]) -> Said | None:
    """What a form says; None where it does not resolve."""
    then, chosen, reason = posted.get("then", "").partition("/")
    if then != RESOLVE:
        return None
    # A box without a mark is not posted: only where there was a reason to press was there a box.
    return Said(reason[:40], asks="asks" in posted if chosen else None)


Demand = Callable[[Conversation, Agent, Said | None], Drawn]
Accompany = Callable[[list[Conversation], Agent, Said], None]
_demanding: list[Demand] = []
_accompanying: list[Accompany] = []


def demanding(function: Demand) -> Demand:
    """`@demanding` above a function that draws what has to be said first, or None; said None: somebody wants to see it anyway."""
    _demanding.append(function)
    return function


def accompanying(function: Accompany) -> Accompany:
    """`@accompanying` above a function that does something else with what was resolved just now, in its transaction."""
    _accompanying.append(function)
    return function


def demand(conversation: Conversation, agent: Agent, said: Said | None) -> Drawn:
    return next((drawn for ask in _demanding if (drawn := ask(conversation, agent, said))), None)


def accompany(conversations: list[Conversation], agent: Agent, said: Said) -> None:
    for act in _accompanying:
        act(conversations, agent, said)
