"""What was done to many, how far it is and why something was not done, in words of whoever reads."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onmaru.inbox.models import Bulk, BulkItem, Conversation

ICONS = {
    "tag": "tag",
    "untag": "tag",
    "assign": "user-round-check",
    "team": "users",
    "snooze": "clock",
    "priority": "flag",
    "resolve": "circle-check",
    "reopen": "rotate-ccw",
    "reply": "reply",
    "merge": "merge",
    "spam": "ban",
    "delete": "trash",
}


def name_of(deed: str) -> str:
    """The deed as one chooses it."""
    return {
        "tag": _("Add a tag"),
        "untag": _("Remove a tag"),
        "assign": _("Assign"),
        "team": _("Transfer"),
        "snooze": _("Snooze"),
        "priority": _("Set the priority"),
        "resolve": _("Resolve"),
        "reopen": _("Reopen"),
        "reply": _("Reply"),
        "merge": _("Merge"),
        "spam": _("Mark as spam"),
        "delete": _("Delete"),
    }.get(deed, deed)


def title(bulk: Bulk) -> str:
    """The deed with what it was done with: a tag's name, an agent's, a moment."""
    label = bulk.parameters.get("label", "")
    return f"{name_of(bulk.deed)} · {label}" if label else name_of(bulk.deed)


def how_it_went(bulk: Bulk) -> str:
    """One line about where it stands."""
    if bulk.undone_at:
        return _joined(
            ngettext("%(count)d taken back", "%(count)d taken back", bulk.undone) % {"count": bulk.undone},
            ngettext("%(count)d not", "%(count)d not", bulk.kept) % {"count": bulk.kept} if bulk.kept else "",
        )
    if bulk.undo_asked_at:
        return _("Taking back: {count} of {total}").format(count=bulk.undone + bulk.kept, total=bulk.done)
    if not bulk.finished_at:
        return _("{count} of {total}").format(count=bulk.handled, total=bulk.total)
    return _joined(
        ngettext("%(count)d done", "%(count)d done", bulk.done) % {"count": bulk.done},
        ngettext("%(count)d was so already", "%(count)d were so already", bulk.unchanged) % {"count": bulk.unchanged}
        if bulk.unchanged
        else "",
        ngettext("%(count)d not done", "%(count)d not done", bulk.failed) % {"count": bulk.failed} if bulk.failed else "",
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def reason(item: BulkItem) -> str:
    """Why it was not done, or not taken back."""
    values = item.values
    worded = {
        "not_visible": _("You cannot see this conversation any more."),
        "not_allowed": _("You may not do this any more."),
        "stopped": _("It was stopped before its turn came."),
        "merged": _("It was merged into another conversation."),
        "resolved": _("It is resolved; reopen it first."),
        "past": _("The moment was over when its turn came."),
        "no_agent": _("This agent cannot answer, or does not work here any more."),
        "no_team": _("This team does not exist any more."),
        "no_target": _("The conversation to merge into is not there any more."),
        "leaving": _("A message of it has not left yet."),
        "spam": _("It is marked as spam."),
        "unseen": _("The customer wrote meanwhile; read it first."),
        "held": _("{name} is writing an answer.").format(name=values.get("name", "")),
        "too_long": _("This channel takes at most {count} characters.").format(count=values.get("limit", "")),
        "nobody": _("It has nobody who could be written to."),
        "empty": _("There was nothing to send."),
        "stopped_text": values.get("says", ""),
        "changed": _("Somebody changed it since, so it was left as it is."),
        "left": _("The message has left and cannot be taken back."),
    }
    return worded.get(item.reason) or _("Something went wrong on our side; it has been logged.")


def wakes_on(code: str) -> str:
    return str(Conversation.WakesOn(code).label) if code in Conversation.WakesOn.values else ""
