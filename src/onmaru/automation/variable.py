"""What a macro's text can name in double braces. Apps declare theirs in `variables.py`."""

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent


@dataclass(frozen=True, slots=True)
class Scene:
    """For whom a text is filled: the conversation, the agent who answers, the language of the text."""

    conversation: Conversation
    agent: Agent
    language: str


@dataclass(frozen=True, slots=True)
class Variable:
    """`read` gives the value, or "" where there is none. A `person` may be called 님, and is 고객님 when unknown."""

    key: str
    korean: str
    name: str | Promise
    read: Callable[[Scene], str]
    person: bool = False
    others: tuple[str, ...] = ()


_by_name: dict[str, Variable] = {}
_by_key: dict[str, Variable] = {}


def plain(name: str) -> str:
    """How names are compared: case, spaces and the dot do not matter."""
    return "".join(unicodedata.normalize("NFC", name).lower().split()).replace(".", "").replace("_", "")


def register(*variables: Variable) -> None:
    for variable in variables:
        _by_key[variable.key] = variable
        for name in (variable.key, variable.korean, *variable.others):
            _by_name[plain(name)] = variable


def find(name: str) -> Variable | None:
    return _by_name.get(plain(name))


def everyone() -> Iterable[Variable]:
    return _by_key.values()
