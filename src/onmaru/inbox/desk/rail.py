"""The views on the left, each with how many conversations it holds."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Channel
from onmaru.inbox.queries import counts, places
from onmaru.inbox.templatetags.inbox import kind_icon
from onmaru.people.door import AgentRequest, DeskView
from onmaru.people.models import Agent, Team


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    name: str | Promise
    icon: str
    count: int | None = None
    # Somebody should take these: the number stands out.
    calls: bool = False

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


def rail_context(agent: Agent) -> dict[str, Any]:
    """Two queries: what there is, and how much of each."""
    found = places()
    teams = [(f"team-{place.id}", place.name, "users") for place in found if place.sort == "team"]
    channels = [(f"channel-{place.id}", place.name, kind_icon(place.kind)) for place in found if place.sort == "channel"]
    numbers = counts(agent, [entry.key for entry in FIXED if entry.key not in NOT_COUNTED] + [key for key, *_ in (*teams, *channels)])
    return {
        "shop_name": next((place.name for place in found if place.sort == "shop"), ""),
        "fixed": [Entry(one.key, one.name, one.icon, numbers.get(one.key), one.calls) for one in FIXED],
        "teams": [Entry(*team, numbers[team[0]]) for team in teams],
        "channels": [Entry(*channel, numbers[channel[0]]) for channel in channels],
    }


class Rail(DeskView):
    """The rail by itself, for the page to fetch when counts may have changed."""

    def get(self, request: AgentRequest) -> HttpResponse:
        return render(request, "inbox/_rail_entries.html", {**rail_context(request.user), "here": request.GET.get("here", "")})


def name_of(key: str) -> str:
    """What a view is called."""
    fixed = next((entry.name for entry in FIXED if entry.key == key), None)
    if fixed is not None:
        return str(fixed)
    sort, _dash, number = key.partition("-")
    rows = {"team": Team.objects, "channel": Channel.objects}.get(sort)
    if rows is None or not number.isdecimal() or len(number) > 9:
        return ""
    return rows.filter(pk=number).values_list("name", flat=True).first() or ""
