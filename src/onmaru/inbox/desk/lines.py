"""What happened, in words: one sentence for each kind of event that is worth a line in the thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.bulk_words import name_of
from onmaru.inbox.models import Conversation
from onmaru.inbox.templatetags.inbox import moment


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its picture. A `heading` begins a new episode; `merge_id` is a merge that can be taken back here."""

    icon: str
    text: str
    heading: bool = False
    merge_id: int | None = None
    conversation_id: int | None = None


Say = Callable[[Event], Line]
_lines: dict[str, Say] = {}


def line(name: str) -> Callable[[Say], Say]:
    """`@line("survey.sent")` above a function that words that event; apps above may add theirs."""

    def declare(say: Say) -> Say:
        _lines[name] = say
        return say

    return declare


def names() -> list[str]:
    return list(_lines)


def worded(event: Event) -> Line:
    return _lines[event.name](event)


def _strong(text: str) -> SafeString:
    return format_html("<strong>{}</strong>", text)


def _agent(name: str | None) -> SafeString:
    """Korean says no bare name: every one ends in 님, which also lets one particle fit all."""
    return format_html(pgettext("who did it", "{name}"), name=_strong(name)) if name else _strong(_("Somebody who left"))


def who(event: Event) -> SafeString:
    if event.actor_kind == "agent":
        return _agent(getattr(event, "actor_name", None))
    return _strong(_("The customer") if event.actor_kind == "customer" else pgettext("who did it", "Onmaru"))


def _said(event: Event, sentence: str, **values: object) -> str:
    return format_html(sentence, who=who(event), **values)


@line("conversation.assigned")
def _assigned(event: Event) -> Line:
    to = event.data.get("agent_id")
    if to is None:
        return Line("user-round-x", _said(event, _("{who} assigned this to nobody")))
    if event.actor_kind == "agent" and to == event.actor_id:
        return Line("user-round-check", _said(event, _("{who} took this conversation")))
    agent = _agent(getattr(event, "agent_name", None))
    return Line("user-round-check", _said(event, _("{who} assigned this to {agent}"), agent=agent))


@line("conversation.transferred")
def _transferred(event: Event) -> Line:
    if event.data.get("team_id") is None:
        return Line("users", _said(event, _("{who} took this out of its team")))
    team = _strong(getattr(event, "team_name", None) or _("a team that is gone"))
    because = event.data.get("because")
    if because:
        return Line("users", _said(event, _("{who} transferred this to {team}: {because}"), team=team, because=because))
    return Line("users", _said(event, _("{who} transferred this to {team}"), team=team))


@line("reply.taken_over")
def _taken_over(event: Event) -> Line:
    return Line("lock", _said(event, _("{who} took the answer over from a colleague who was writing it")))


@line("conversation.snoozed")
def _snoozed(event: Event) -> Line:
    return Line("clock", _said(event, _("{who} snoozed this until {moment}"), moment=moment(datetime.fromisoformat(event.data["until"]))))


_AWAKE = {
    "customer": gettext_lazy("Awake again, because the customer wrote"),
    "question": gettext_lazy("Awake again, because the customer asked something"),
    "attachment": gettext_lazy("Awake again, because the customer sent a file"),
}
_SLEPT_ON = {
    "question": gettext_lazy("The customer wrote and asked nothing, so this slept on"),
    "attachment": gettext_lazy("The customer wrote without a file, so this slept on"),
    "time": gettext_lazy("The customer wrote; this sleeps until its time all the same"),
}


@line("conversation.slept_on")
def _slept_on(event: Event) -> Line:
    return Line("moon", str(_SLEPT_ON.get(event.data.get("wakes_on", ""), _SLEPT_ON["time"])))


@line("conversation.restored")
def _restored(event: Event) -> Line:
    deed = name_of(event.data["deed"])
    return Line("undo-2", _said(event, _("{who} took back what had been done here together with others: {deed}"), deed=deed))


@line("conversation.deleted")
def _deleted(event: Event) -> Line:
    return Line("trash", _said(event, _("{who} deleted this")))


@line("conversation.undeleted")
def _undeleted(event: Event) -> Line:
    return Line("undo-2", _said(event, _("{who} brought this back")))


@line("conversation.woken")
def _woken(event: Event) -> Line:
    if event.data.get("because") == "time":
        return Line("alarm-clock", _("The snooze is over"))
    if woken := _AWAKE.get(event.data.get("because", "")):
        return Line("alarm-clock", str(woken))
    if event.data.get("because") == "outsider":
        return Line("alarm-clock", _("Awake again, because an outsider answered"))
    if event.data.get("because") == "task":
        return Line("alarm-clock", _("Awake again, because a task was answered"))
    return Line("alarm-clock", _said(event, _("{who} woke this conversation")))


@line("conversation.resolved")
def _resolved(event: Event) -> Line:
    return Line("circle-check", _said(event, _("{who} resolved this")))


@line("conversation.confirmed")
def _confirmed(event: Event) -> Line:
    return Line("badge-check", _("The customer says it is solved"))


@line("conversation.reopened")
def _reopened(event: Event) -> Line:
    if event.actor_kind == "customer":
        return Line("rotate-ccw", _("The customer came back"), heading=True)
    return Line("rotate-ccw", _said(event, _("{who} reopened this")), heading=True)


@line("conversation.merged")
def _merged(event: Event) -> Line:
    source = event.data["source_id"]
    text = _said(event, _("{who} merged conversation {number} into this one"), number=_strong(f"#{source}"))
    return Line("merge", text, merge_id=event.data["merge_id"])


@line("conversation.unmerged")
def _unmerged(event: Event) -> Line:
    source = event.data["source_id"]
    text = _said(event, _("{who} took the merge of {number} back"), number=_strong(f"#{source}"))
    return Line("undo-2", text, conversation_id=source)


@line("conversation.split")
def _split(event: Event) -> Line:
    to = event.data["to_id"]
    text = _said(event, _("{who} moved a message to a conversation of its own, {number}"), number=_strong(f"#{to}"))
    return Line("split", text, conversation_id=to)


@line("conversation.related")
def _related(event: Event) -> Line:
    other = event.data["other_id"]
    text = format_html(_("This points at conversation {number}, in which the sender takes no part. Perhaps it is the same matter."),
                       number=_strong(f"#{other}"))  # fmt: skip
    return Line("link", text, conversation_id=other)


@line("call.made")
def _call_made(event: Event) -> Line:
    return Line("phone", format_html(_("{who} called the customer back"), who=who(event)))


@line("conversation.address_left")
def _address_left(event: Event) -> Line:
    return Line("mail", _("The customer left an e-mail address to be answered at"))


@line("conversation.prioritised")
def _prioritised(event: Event) -> Line:
    priority = _strong(str(Conversation.Priority(event.data["priority"]).label))
    return Line("flag", _said(event, _("{who} set the priority to {priority}"), priority=priority))


@line("reason.given")
def _reason_given(event: Event) -> Line:
    if event.data["reason_id"] is None:
        return Line("help", _said(event, _("{who} took the reason away")))
    called = event.data["called"]
    name = _strong(called["ko"] if (get_language() or "ko").startswith("ko") else called["en"])
    return Line("layers", _said(event, _("{who} gave the reason {reason}"), reason=name))


@line("conversation.field_filled")
def _filled(event: Event) -> Line:
    value = event.data["value"]
    if value is None:
        return Line("pencil", _said(event, _("{who} emptied the field {field}"), field=_strong(event.data["called"])))
    words = {True: _("Yes"), False: _("No")}.get(value) if isinstance(value, bool) else str(value)
    return Line("pencil", _said(event, _("{who} filled the field {field}: {value}"), field=_strong(event.data["called"]), value=words))


@line("conversation.tagged")
def _tagged(event: Event) -> Line:
    return Line("tag", _said(event, _("{who} added the tag {tag}"), tag=_strong(event.data["tag"])))


@line("conversation.untagged")
def _untagged(event: Event) -> Line:
    return Line("tag", _said(event, _("{who} removed the tag {tag}"), tag=_strong(event.data["tag"])))


@line("conversation.marked_spam")
def _marked_spam(event: Event) -> Line:
    return Line("ban", _said(event, _("{who} marked this as spam")))


@line("conversation.unmarked_spam")
def _unmarked_spam(event: Event) -> Line:
    return Line("shield-check", _said(event, _("{who} said that this is no spam")))


@line("side_thread.closed")
def _side_closed(event: Event) -> Line:
    return Line("forward", _said(event, _("{who} closed what was asked outside: {outcome}"), outcome=event.data["outcome"]))


@line("side_message.bounced")
def _side_bounced(event: Event) -> Line:
    return Line(
        "circle-alert", format_html(_("What was sent to {recipient} outside came back"), recipient=_strong(event.data["recipient"]))
    )
