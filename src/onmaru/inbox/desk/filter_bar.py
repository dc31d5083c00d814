"""The line of filters above a list: what is set, one menu to add, and keeping it all as a view."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from onmaru.inbox.asked import Asked, worded
from onmaru.inbox.filtering import registry
from onmaru.inbox.filtering.filter import Asking
from onmaru.inbox.filtering.terms import Terms
from onmaru.inbox.sorting import SORTS
from onmaru.people.models import Agent


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter that is set. `without` leads to the list as it is without it."""

    name: str
    label: str
    words: str
    icon: str
    without: str
    # The view says so, and the address takes it back.
    dropped: bool = False


def bar_context(agent: Agent, found: Asked) -> dict[str, Any]:
    """What a built-in view says by its name is no chip; what was changed in it is, and all that a view of somebody's own says."""
    chips = _chips(agent, found) if found.view or found.own.chosen or found.key == "any" else []
    changes = found.view is not None and bool(found.own.chosen) and found.view.may_be_changed_by(agent)
    sorts = [(sort, address_with(found, "sort", [sort.name]), sort == found.sort) for sort in SORTS.values()]
    return {
        "chips": chips,
        "sorts": sorts,
        "asks": in_address(found),
        "can_save": bool(found.own.chosen) and not found.problems,
        "can_change": changes and not found.problems,
        "all_terms": str(found.terms),
    }


def _chips(agent: Agent, found: Asked) -> list[Chip]:
    shows_all = found.view is not None or found.key == "any"
    shown = found.filters if shows_all else Terms(tuple(one for one in found.filters.chosen if one[0] in found.own))
    chips = [
        Chip(one.name, str(one.label), words, one.icon, address_without(found, one.name)) for one, words in worded(shown, Asking(agent))
    ]
    known = registry.known(())
    dropped = [name for name, values in found.own.chosen if not values and name in known]
    return chips + [
        Chip(name, str(known[name].label), _("any"), known[name].icon, address_of(found, found.own.without(name)), dropped=True)
        for name in dropped
    ]


def in_address(found: Asked) -> str:
    """A view and its terms, as the query of an address that is not the list's own."""
    return f"view={found.key}&{found.own}" if found.own.chosen else f"view={found.key}"


def address_of(found: Asked, own: Terms) -> str:
    return reverse("desk_view", args=[found.key]) + (f"?{own}" if own.chosen else "")


def address_with(found: Asked, name: str, values: list[str]) -> str:
    return address_of(found, found.terms.with_(name, values).beyond(found.base))


def address_without(found: Asked, name: str) -> str:
    return address_of(found, found.terms.without(name).beyond(found.base))
