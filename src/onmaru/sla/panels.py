"""What is owed, in places of others' pages: beside a conversation, and among the settings."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from onmaru.inbox.models import Channel, Conversation
from onmaru.kit.prepared import prepared
from onmaru.sla.models import EpisodeClock, Policy
from onmaru.sla.wording import spoken, title, why
from onmaru.web.settings_nav import Entry, drawn
from onmaru.web.slots import Drawn, panel

# A long conversation has had many next answers.
SHOWN = 6


@panel("settings.nav", order=12)
def entries(request: HttpRequest, **context: Any) -> Drawn:
    return drawn([Entry("settings_policies", "timer", _("Service levels"))])


@panel("channel.settings", order=40)
def hours(request: HttpRequest, channel: Channel, **context: Any) -> Drawn:
    return "sla/_hours_link.html", {"channel": channel}


@panel("conversation.side", order=6)
def clocks(request: HttpRequest, conversation: Conversation, **context: Any) -> Drawn:
    """What was and is owed here, the latest first, and which policy says so, and why that one."""
    rows = [
        {"clock": one, "length": _length(one), "policy": title(one.policy) if one.policy else "", "why": why(one.why)}
        for one in _last_clocks(conversation.pk)
    ]
    return ("sla/_clocks.html", {"rows": rows}) if rows else None


def _length(one: EpisodeClock) -> str:
    return spoken(one.budget, in_days=one.policy is None or one.policy.hours == Policy.Hours.ALWAYS)


@prepared
def _last_clocks(conversation: int) -> QuerySet[EpisodeClock]:
    theirs = EpisodeClock.objects.filter(episode__conversation=conversation).order_by("-episode__ordinal", "-started_at", "target")
    return theirs.select_related("policy__channel", "policy__team", "policy__reason", "policy__segment")[:SHOWN]
