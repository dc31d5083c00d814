"""What a macro may do besides saying something. Apps declare theirs in `effects.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise

from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

Params = dict[str, Any]


class CannotTake(ValueError):
    """A cell of a table that says nothing an effect can do; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a macro can do.

    `fields` gives the form fields an editor shows; what they clean to goes through `pack` into JSON-able params (None: nothing to do), and
    back into initial values by `unpack`. `describe` is pure. `apply` acts and answers what `take_back` needs to undo it (None: nothing).
    `write` and `read` are the same as a cell of a table; `read` raises CannotTake.
    """

    key: str
    name: str | Promise
    icon: str
    fields: Callable[[Agent], dict[str, forms.Field]]
    pack: Callable[[Params], Params | None]
    unpack: Callable[[Params], Params]
    describe: Callable[[Params], str]
    apply: Callable[[Conversation, Agent, Params], Params | None]
    write: Callable[[Params], str]
    read: Callable[[str], Params]
    take_back: Callable[[Conversation, Agent, Params], None] = field(default=lambda conversation, agent, before: None)


_effects: dict[str, Effect] = {}


def register(effect: Effect) -> Effect:
    _effects[effect.key] = effect
    return effect


def everyone() -> Iterable[Effect]:
    return _effects.values()


def find(key: str) -> Effect | None:
    """None for an effect whose package is not installed any more."""
    return _effects.get(key)


def described(effects: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(icon, words) of what a macro does."""
    return [(effect.icon, effect.describe(one["params"])) for one in effects if (effect := find(one["key"]))]
