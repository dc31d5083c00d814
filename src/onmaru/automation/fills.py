"""Texts with the values of a conversation."""

from collections.abc import Callable
from functools import cache

from onmaru.automation import variable
from onmaru.automation.filling import Filled, Value, fill
from onmaru.automation.variable import Scene
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent


def values(scene: Scene) -> Callable[[str], Value | None]:
    """Each value is read once, when something names it."""

    @cache
    def read(key: str) -> Value:
        found = variable.find(key)
        assert found is not None
        return Value(found.read(scene).strip(), found.person)

    def value(name: str) -> Value | None:
        found = variable.find(name)
        return read(found.key) if found else None

    return value


def filled(text: str, conversation: Conversation, agent: Agent, language: str = "") -> Filled:
    """The text as this agent would send it in this conversation."""
    language = language or conversation.language or "ko"
    return fill(text, values(Scene(conversation, agent, language)), language)
