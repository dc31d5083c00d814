"""The views on the left, each with how many conversations it holds, in the order in which the agent likes them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.counting import Count, counts
from onmaru.inbox.models import Channel
from onmaru.inbox.queries import places
from onmaru.inbox.templatetags.inbox import kind_icon
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent, Team


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    name: str | Promise
    icon: str
    count: int | None = None
    # Older ones were not looked at: there may be more.
    at_least: bool = False
    # Somebody should take these: the number stands out.
    calls: bool = False
    hidden: bool = False
    is_saved: bool = False

    @property
    def url(self) -> str:
        return reverse("desk_view", args=[self.key])


FIXED = [
    Entry("mine", _("My conversations"), "user-round"),
    Entry("unassigned", _("Unassigned"), "inbox", calls=True),
    Entry("all", _("All open"), "layers"),
    Entry("snoozed", _("Snoozed"), "clock"),
    Entry("resolved", _("Resolved"), "circle-check"),
    Entry("spam", _("Spam"), "ban"),
]
# Counting what is done says nothing that anybody acts on.
NOT_COUNTED = {"resolved"}


def rail_context(agent: Agent, with_hidden: bool = False) -> dict[str, Any]:
    """Two queries: what there is and how it is arranged, and how much of each."""
    found = places(agent)
    order = next((Order(place.name.split(","), place.kind.split(",")) for place in found if place.sort == "order"), Order([], []))
    saved = {place.key: place.terms for place in found if place.sort == "view"}
    entries = {
        "fixed": FIXED,
        "saved": [Entry(place.key, place.name, place.kind, is_saved=True) for place in found if place.sort == "view"],
        "teams": [Entry(place.key, place.name, "users") for place in found if place.sort == "team"],
        "channels": [Entry(place.key, place.name, kind_icon(place.kind)) for place in found if place.sort == "channel"],
    }
    arranged = {name: in_order(some, order, with_hidden) for name, some in entries.items()}
    shown = {entry.key for some in arranged.values() for entry in some}
    # Nobody looks at numbers while arranging.
    keys = [] if with_hidden else shown - NOT_COUNTED - saved.keys()
    numbers = counts(agent, keys, {} if with_hidden else {key: terms for key, terms in saved.items() if key in shown})
    counted = {name: [_counted(entry, numbers.get(entry.key)) for entry in some] for name, some in arranged.items()}
    headings = {"fixed": _now("Views"), "saved": _now("Saved views"), "teams": _now("Teams"), "channels": _now("Channels")}
    sections = [(headings[name], some) for name, some in counted.items() if some]
    return {"shop_name": next((place.name for place in found if place.sort == "shop"), ""), "sections": sections, **counted}


def _counted(entry: Entry, found: Count | None) -> Entry:
    return replace(entry, count=found.number, at_least=found.at_least) if found else entry


@dataclass(frozen=True, slots=True)
class Order:
    """Keys as an agent arranged them, and those they do not want to see."""

    keys: list[str]
    hidden: list[str]


def in_order(entries: Iterable[Entry], order: Order, with_hidden: bool = False) -> list[Entry]:
    """As the agent arranged them; what they have not placed yet comes after, as it was."""
    place_of = {key: at for at, key in enumerate(order.keys)}
    marked = [replace(entry, hidden=entry.key in order.hidden) for entry in entries]
    shown = [entry for entry in marked if with_hidden or not entry.hidden]
    return sorted(shown, key=lambda entry: place_of.get(entry.key, len(place_of)))


class Rail(DeskView):
    """The rail by itself, for the page to fetch when counts may have changed."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return render(request, "inbox/_rail_entries.html", {**rail_context(request.user), "here": request.GET.get("here", "")})


def name_of(key: str) -> str:
    """What a view without a row is called."""
    if key == "any":
        return _now("Filtered")
    fixed = next((entry.name for entry in FIXED if entry.key == key), None)
    if fixed is not None:
        return str(fixed)
    sort, _dash, number = key.partition("-")
    rows = {"team": Team.objects, "channel": Channel.objects}.get(sort)
    if rows is None or not number.isdecimal() or len(number) > 9:
        return ""
    return rows.filter(pk=number).values_list("name", flat=True).first() or ""
