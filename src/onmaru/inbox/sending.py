"""What packages above have a say in before an answer leaves. Each declares it in its own `sending.py`, collected at start-up."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.utils.datastructures import MultiValueDict

from onmaru.inbox.models import Conversation, Message
from onmaru.people.models import Agent


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agent is about to send, and what their form said besides."""

    conversation: Conversation
    agent: Agent
    text: str
    resolve: bool = False
    posted: MultiValueDict[str, str] = field(default_factory=MultiValueDict)
    # Written once for many conversations: nobody reads each before it leaves, so nobody can be asked about it.
    of_many: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at once more before sending.

    `key` is the same for the same thing in the same words: who sends on is not asked again. `excerpt` is the place in the text, and
    `instead` what could stand there.
    """

    key: str
    sentence: str
    points: tuple[str, ...] = ()
    excerpt: str = ""
    instead: str = ""


class Stop(ValueError):
    """The text cannot leave like this; the sentence says why."""


Finish = Callable[[Answer], Answer]
Question = Callable[[Answer], Iterable[Doubt]]
Accompany = Callable[[Message, Answer], None]

_finishing: list[Finish] = []
_doubting: list[Question] = []
_accompanying: list[Accompany] = []


def finishing(function: Finish) -> Finish:
    """`@finishing` above a function that puts the last hand to an answer; it may raise Stop."""
    _finishing.append(function)
    return function


def doubting(function: Question) -> Question:
    """`@doubting` above a function that finds what should be looked at once more."""
    _doubting.append(function)
    return function


def accompanying(function: Accompany) -> Accompany:
    """`@accompanying` above a function that does something else with the answer, in its transaction."""
    _accompanying.append(function)
    return function


def finished(answer: Answer) -> Answer:
    """The answer as it may leave. Raises Stop."""
    for finish in _finishing:
        answer = finish(answer)
    return answer


def doubts(answer: Answer) -> list[Doubt]:
    """What should be looked at once more, without what was sent on already."""
    passed = set(answer.posted.getlist("passed"))
    return [doubt for ask in _doubting for doubt in ask(answer) if doubt.key not in passed]


def accompany(message: Message, answer: Answer) -> None:
    for act in _accompanying:
        act(message, answer)
