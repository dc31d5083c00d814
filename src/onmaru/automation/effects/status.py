from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from onmaru.automation.effect import CannotTake, Effect, Params, actor_of, register
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.snooze import AlreadyResolved, snooze, wake
from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.people.hours import Calendar
from onmaru.people.models import Agent
from onmaru.people.queries import calendar_of

Status = Conversation.Status
MORNING = time(10)
STATUSES: dict[str, str | Promise] = {"resolved": gettext_lazy("Resolve"), "open": gettext_lazy("Keep open")}
SPANS: dict[str, str | Promise] = {
    "1h": gettext_lazy("for an hour"),
    "3h": gettext_lazy("for three hours"),
    "tomorrow": gettext_lazy("until tomorrow at 10:00"),
    "opening": gettext_lazy("until the next working day"),
    "3d": gettext_lazy("for three days"),
    "7d": gettext_lazy("for a week"),
}


def moment(span: str, now: datetime, zone: ZoneInfo, calendar: Calendar) -> datetime:
    """When a conversation wakes that sleeps from now for this span."""
    if span.endswith("h"):
        return now + timedelta(hours=int(span[:-1]))
    days = int(span[:-1]) if span.endswith("d") else 1
    local = zone if span != "opening" else calendar.zone
    day = now.astimezone(local).date() + timedelta(days=days)
    morning = datetime.combine(day, MORNING, tzinfo=local)
    if span == "opening":
        return calendar.next_opening(datetime.combine(day, time(0), tzinfo=local)) or morning
    return morning


def _choice(names: dict[str, str | Promise], label: Any) -> forms.Field:
    choices: list[Any] = [("", "–"), *names.items()]
    return forms.ChoiceField(label=label, choices=choices, required=False)


def _read(key: str, names: dict[str, str | Promise], cell: str) -> Params:
    words = cell.strip().casefold()
    for code, name in names.items():
        if words in (code, str(name).casefold()):
            return {key: code}
    raise CannotTake(_("“%(word)s” is none of: %(known)s.") % {"word": cell.strip()[:60], "known": ", ".join(map(str, names.values()))})


def _set_status(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    if params["status"] == Status.RESOLVED:
        return {"resolved": True} if resolve(conversation, agent) else None
    status = Conversation.objects.values_list("status", flat=True).get(pk=conversation.pk)
    if status == Status.SNOOZED:
        wake(conversation, "macro", by=actor_of(agent))
    elif status == Status.RESOLVED:
        reopen(conversation, agent)
    return None


def _snooze(conversation: Conversation, agent: Agent | None, params: Params) -> Params | None:
    calendar = calendar_of(conversation.team)
    until = moment(params["span"], clock.now(), ZoneInfo(agent.time_zone) if agent else calendar.zone, calendar)
    try:
        snooze(conversation, until, by=actor_of(agent))
    except AlreadyResolved:
        return None
    return {"until": until.isoformat()}


def _wake(conversation: Conversation, agent: Agent | None, before: Params) -> None:
    until = Conversation.objects.values_list("snoozed_until", flat=True).get(pk=conversation.pk)
    if until and until.isoformat() == datetime.fromisoformat(before["until"]).astimezone(until.tzinfo).isoformat():
        wake(conversation, "taken back", by=actor_of(agent))


def _phrase_status(params: Params, more: bool) -> str:
    if params["status"] == Status.RESOLVED:
        return pgettext("and then", "resolves it") if more else pgettext("at last", "resolves it")
    return pgettext("and then", "keeps it open") if more else pgettext("at last", "keeps it open")


def _phrase_snooze(params: Params, more: bool) -> str:
    span = SPANS[params["span"]]
    if more:
        return pgettext("and then", "snoozes it {span}").format(span=span)
    return pgettext("at last", "snoozes it {span}").format(span=span)


SNOOZE = register(
    Effect(
        key="snooze",
        name=gettext_lazy("Snooze"),
        icon="clock",
        fields=lambda agent: {"span": _choice(SPANS, gettext_lazy("Snooze"))},
        pack=lambda cleaned: {"span": cleaned["span"]} if cleaned.get("span") else None,
        unpack=lambda params: params,
        describe=lambda params: _("snooze %(span)s") % {"span": SPANS[params["span"]]},
        apply=_snooze,
        take_back=_wake,
        write=lambda params: str(SPANS[params["span"]]),
        read=lambda cell: _read("span", SPANS, cell),
        phrase=_phrase_snooze,
    )
)
STATUS = register(
    Effect(
        key="status",
        name=gettext_lazy("Status"),
        icon="circle-check",
        fields=lambda agent: {"status": _choice(STATUSES, gettext_lazy("Status"))},
        pack=lambda cleaned: {"status": cleaned["status"]} if cleaned.get("status") else None,
        unpack=lambda params: params,
        describe=lambda params: str(STATUSES[params["status"]]),
        apply=_set_status,
        write=lambda params: str(STATUSES[params["status"]]),
        read=lambda cell: _read("status", STATUSES, cell),
        phrase=_phrase_status,
    )
)
