"""Packets and duties in plain words."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.language.facts import Kind
from onmaru.stated.wording import KINDS
from onmaru.teamwork.accountable import Because
from onmaru.teamwork.models import Handover

WHAT = {
    "answer": gettext_lazy("Answered"),
    "undelivered": gettext_lazy("Answered, not delivered"),
    "outside": gettext_lazy("Asked outside"),
    "macro": gettext_lazy("Macro"),
    "task": gettext_lazy("Asked a department"),
}
ACCOUNTABLE = {
    Because.ASSIGNED: gettext_lazy("It is assigned to them."),
    Because.DUTY: gettext_lazy("Nobody has it, and they gave it away: they still owe a look at what becomes of it."),
    Because.LEAD_ON_SHIFT: gettext_lazy("Nobody has it, and they lead its team and are at work now."),
    Because.LEAD: gettext_lazy("Nobody has it, and they lead its team."),
    Because.OWNER: gettext_lazy("Nobody has it, and they run the shop."),
}


def shown(handover: Handover) -> dict[str, Any]:
    """A frozen packet, ready to be read: moments as moments, kinds by their names."""
    packet = handover.packet
    return {
        "began_at": _moment(packet["began_at"]),
        "taken_at": _moment(packet["taken_at"]),
        "taken_by": packet["taken_by"],
        "waiting_since": _moment(packet["waiting_since"]),
        "facts": [(str(KINDS[Kind(kind)]), text) for kind, text in packet["facts"]],
        "tried": [{**one, "at": _moment(one["at"]), "name": str(WHAT.get(one["what"], one["what"]))} for one in packet["tried"]],
        "earlier": packet["earlier"],
        "summary": packet["summary"],
    }


def why(handover: Handover) -> str:
    """What was pressed and what was written, as far as there is any of it."""
    parts = [handover.cause.name if handover.cause else "", handover.because]
    return " · ".join(part for part in parts if part) or _("No cause was given.")


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
