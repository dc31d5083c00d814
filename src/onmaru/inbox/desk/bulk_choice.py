"""What an agent chose to do and to which conversations, as a form or an address says it."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from onmaru.inbox.desk.moments import read_moment
from onmaru.inbox.filters import PRIORITIES
from onmaru.inbox.models import Conversation
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.queries import matching
from onmaru.inbox.templatetags.inbox import moment
from onmaru.kit import clock
from onmaru.kit.numbers import row_number, row_numbers
from onmaru.people.models import Agent, Team

# Who names conversations one by one does not name more than a list can show.
MOST_NAMED = 1000


class Unclear(ValueError):
    """What was posted cannot be done; the sentence says what to choose."""


def chosen(agent: Agent, data: QueryDict) -> Conversations:
    """Those named by `id`, or with `all` every one that the list showed. Raises NoSuchView."""
    if data.get("all"):
        terms: dict[str, str | list[str]] = dict(QueryDict(data.get("terms", "")).lists())
        return matching(agent, {**terms, "view": data.get("view", "all")})
    return Conversation.objects.visible_to(agent).filter(pk__in=row_numbers(data.getlist("id")[:MOST_NAMED]))


def parameters(deed: str, agent: Agent, data: QueryDict) -> dict[str, Any]:
    """What the deed needs to know. `label` is what a reader sees of it. Raises Unclear."""
    read = _READ.get(deed)
    return read(agent, data) if read else {}


def _tag(agent: Agent, data: QueryDict) -> dict[str, Any]:
    name = " ".join(data.get("name", "").split()).lstrip("#")
    if not 0 < len(name) <= 40:
        raise Unclear(_("A tag needs a name of at most 40 characters."))
    return {"name": name, "label": f"#{name}"}


def _assign(agent: Agent, data: QueryDict) -> dict[str, Any]:
    if data.get("agent") == "nobody":
        return {"agent": None, "label": _("Nobody")}
    to = Agent.objects.at_work().filter(pk=row_number(data.get("agent"))).first()
    if to is None:
        raise Unclear(_("Choose an agent."))
    return {"agent": to.pk, "label": to.name}


def _team(agent: Agent, data: QueryDict) -> dict[str, Any]:
    if data.get("team") == "none":
        return {"team": None, "label": _("No team")}
    to = Team.objects.filter(pk=row_number(data.get("team"))).first()
    if to is None:
        raise Unclear(_("Choose a team."))
    return {"team": to.pk, "label": to.name}


def _snooze(agent: Agent, data: QueryDict) -> dict[str, Any]:
    try:
        until = read_moment(data.get("until_own") or data.get("until", ""), agent)
    except ValueError as error:
        raise Unclear(_("Choose a moment in the future.")) from error
    if until <= clock.now():
        raise Unclear(_("Choose a moment in the future."))
    return {"until": until.isoformat(), "wakes_on": wakes_on(data), "label": moment(until)}


def _priority(agent: Agent, data: QueryDict) -> dict[str, Any]:
    number = PRIORITIES.get(data.get("priority", ""))
    if number is None:
        raise Unclear(_("Choose a priority."))
    return {"priority": number, "label": str(Conversation.Priority(number).label)}


def wakes_on(data: QueryDict) -> str:
    code = data.get("wakes_on", "")
    return code if code in Conversation.WakesOn.values else Conversation.WakesOn.ANSWER


def _reply(agent: Agent, data: QueryDict) -> dict[str, Any]:
    text = data.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        raise Unclear(_("Write something first."))
    return {"text": text, "resolve": bool(data.get("resolve")), **_resolving(agent, data), "label": " ".join(text.split())[:40]}


def _resolving(agent: Agent, data: QueryDict) -> dict[str, Any]:
    """Chosen once for all of them. Where the form had no box to mark, each channel's own way counts."""
    return {"reason": data.get("reason", "")[:40], "asks": "asks" in data if "may_ask" in data else None}


def _merge(agent: Agent, data: QueryDict) -> dict[str, Any]:
    number = row_number(data.get("into"))
    if data.get("all") or number is None or number not in row_numbers(data.getlist("id")):
        raise Unclear(_("Choose the conversation that the others become part of."))
    return {"into": number, "label": f"→ #{number}"}


_READ: dict[str, Callable[[Agent, QueryDict], dict[str, Any]]] = {
    "tag": _tag,
    "untag": _tag,
    "assign": _assign,
    "team": _team,
    "snooze": _snooze,
    "priority": _priority,
    "reply": _reply,
    "resolve": _resolving,
    "merge": _merge,
}
