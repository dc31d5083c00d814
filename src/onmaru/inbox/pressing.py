"""Buttons of messages that mean something to a package above. It declares them in a `pressing.py`, by the beginning of their value."""

from collections.abc import Callable

from onmaru.inbox.models import Message

# Given the message that the button stands in and what follows the beginning; says whether the customer asks something with it.
Press = Callable[[Message, str], bool]
_presses: dict[str, Press] = {}


def pressing(beginning: str) -> Callable[[Press], Press]:
    """`@pressing("solved")` above a function for buttons whose value is "solved:…"; it may run twice."""

    def remember(press: Press) -> Press:
        _presses[beginning] = press
        return press

    return remember


def pressed(message: Message, value: str) -> bool:
    """Do what the button stands for. Whatever is not known asks something, as words do."""
    beginning, _colon, rest = value.partition(":")
    press = _presses.get(beginning)
    return press(message, rest) if press else True
