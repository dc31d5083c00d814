"""Policies and lengths of time in plain words."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onmaru.inbox import kinds
from onmaru.inbox.models import Conversation
from onmaru.sla.models import Policy

# Sorts of channels that a policy may name before they are installed.
TO_COME = {"instagram": "Instagram", "facebook": "Facebook", "youtube": "YouTube", "tiktok": "TikTok", "x": "X"}


def kind_names() -> dict[str, str]:
    installed = {kind.code: str(kind.name) for kind in kinds.everyone()}
    return {**installed, **{code: name for code, name in TO_COME.items() if code not in installed}}


def spoken(length: timedelta, in_days: bool = True) -> str:
    """ "1 day 2 h 30 min"; what is over within a minute, in seconds. Of business hours 24 are no day: those are said without `in_days`."""
    seconds = int(length.total_seconds())
    if 0 < seconds < 60:
        return _("{count} sec").format(count=seconds)
    minutes = seconds // 60
    days, rest = divmod(minutes, 1440) if in_days else (0, minutes)
    hours, minutes = divmod(rest, 60)
    parts = [(days, ngettext("{count} day", "{count} days", days)), (hours, _("{count} h")), (minutes, _("{count} min"))]
    return " ".join(words.format(count=count) for count, words in parts if count) or _("{count} min").format(count=0)


def applies_to(policy: Policy) -> list[str]:
    """The conditions of a policy, each in a few words; none for one that applies to everything."""
    names = kind_names()
    conditions = [
        ", ".join(names.get(str(code), str(code)) for code in policy.kinds),
        policy.channel.name if policy.channel else "",
        policy.team.name if policy.team else "",
        policy.reason.name if policy.reason else "",
        policy.segment.name if policy.segment else "",
        _("VIP customers") if policy.is_for_vip else "",
        _least(policy.least_priority),
    ]
    return [words for words in conditions if words]


def _least(priority: int | None) -> str:
    if priority is None:
        return ""
    label = str(Conversation.Priority(priority).label)
    return label if priority == Conversation.Priority.URGENT else _("{priority} or higher").format(priority=label)


def title(policy: Policy) -> str:
    return policy.name or " · ".join(applies_to(policy)) or _("All conversations")


def summary(policy: Policy) -> str:
    """What it asks for, as one would say it."""
    is_open = policy.hours == Policy.Hours.OPEN
    lengths = [
        (policy.first, _("a first answer within {length}")),
        (policy.next, _("every further answer within {length}")),
        (policy.resolution, _("a resolution within {length}")),
    ]
    asks = ", ".join(words.format(length=spoken(length, in_days=not is_open)) for length, words in lengths if length)
    hours = _("of business hours") if is_open else _("round the clock")
    whole = _("Customers get {asks} {hours}.").format(asks=asks, hours=hours)
    if policy.limit:
        whole += " " + _("Nobody waits longer than {length}, nights and holidays included.").format(length=spoken(policy.limit))
    return whole + " " + _("We are told when {percent}% of the time is gone.").format(percent=policy.warn_percent)


WHY = {
    "vip": lambda: _("VIP customers"),
    "segment": lambda: _("the customer segment"),
    "priority": lambda: _("its priority"),
    "reason": lambda: _("its reason"),
    "group": lambda: _("the group of its reason"),
    "channel": lambda: _("its channel"),
    "team": lambda: _("its team"),
    "kinds": lambda: _("the sort of its channel"),
}


def why(names: list[str]) -> str:
    """Why this policy decides: which of its conditions hold."""
    found = ", ".join(WHY[name]() for name in names if name in WHY)
    return _("Because of {conditions}.").format(conditions=found) if found else _("It applies to all conversations.")
