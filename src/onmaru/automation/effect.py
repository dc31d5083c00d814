"""What macros and rules may do. Apps declare theirs in `effects.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Flag, auto
from typing import Any

from django import forms
from django.utils.functional import Promise

from onmaru.events.actor import SYSTEM, Actor
from onmaru.events.actor import agent as acting
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

Params = dict[str, Any]


class CannotTake(ValueError):
    """A cell of a table that says nothing an effect can do; the sentence says why."""


class For(Flag):
    """Who can have an effect."""

    MACROS = auto()
    RULES = auto()
    BOTH = MACROS | RULES


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a macro or a rule can do. Doing it twice changes no more than doing it once. A rule acts as nobody: `agent` is None.

    `fields` gives the form fields an editor shows; what they clean to goes through `pack` into JSON-able params (None: nothing to do), and
    back into initial values by `unpack`. `describe` is pure. `apply` acts and answers what `take_back` needs to undo it (None: nothing).
    `write` and `read` are the same as a cell of a table; `read` raises CannotTake. `phrase` is a rule's word for it, which more may follow.
    """

    key: str
    name: str | Promise
    icon: str
    fields: Callable[[Agent | None], dict[str, forms.Field]]
    pack: Callable[[Params], Params | None]
    unpack: Callable[[Params], Params]
    describe: Callable[[Params], str]
    apply: Callable[[Conversation, Agent | None, Params], Params | None]
    write: Callable[[Params], str]
    read: Callable[[str], Params]
    take_back: Callable[[Conversation, Agent | None, Params], None] = field(default=lambda conversation, agent, before: None)
    phrase: Callable[[Params, bool], str] | None = None
    used_by: For = For.BOTH
    # Whether what it changes is among the facts that bulk/facts.py of the inbox puts back; otherwise a rule's undo asks `take_back`.
    of_facts: bool = True


_effects: dict[str, Effect] = {}


def register(effect: Effect) -> Effect:
    _effects[effect.key] = effect
    return effect


def of_macros() -> Iterable[Effect]:
    return [effect for effect in _effects.values() if For.MACROS in effect.used_by]


def of_rules() -> Iterable[Effect]:
    return [effect for effect in _effects.values() if For.RULES in effect.used_by]


def find(key: str) -> Effect | None:
    """None for an effect whose package is not installed any more."""
    return _effects.get(key)


def actor_of(agent: Agent | None) -> Actor:
    return acting(agent.pk) if agent else SYSTEM


def described(effects: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """(icon, words) of what a macro does."""
    return [(effect.icon, effect.describe(one["params"])) for one in effects if (effect := find(one["key"]))]
