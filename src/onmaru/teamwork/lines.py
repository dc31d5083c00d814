"""How duties read in the thread of their conversation."""

from datetime import datetime

from django.utils.html import format_html
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line, who
from onmaru.inbox.templatetags.inbox import moment
from onmaru.teamwork.models import Duty, Escalation


@line("duty.begun")
def begun(event: Event) -> Line:
    until = moment(datetime.fromisoformat(event.data["due_at"]))
    return Line("badge-check", format_html(_("A follow-up is owed until {moment}"), moment=until))


@line("duty.overdue")
def overdue(event: Event) -> Line:
    return Line("clock-alert", _("The follow-up is overdue"))


@line("duty.ended")
def ended(event: Event) -> Line:
    if event.data["ended"] == Duty.Ended.CONFIRMED:
        return Line("badge-check", _("The customer confirmed; the follow-up is kept"))
    if event.data["ended"] == Duty.Ended.DROPPED:
        return Line("badge-check", _("The follow-up is no longer owed"))
    how = str(Duty.How(event.data["how"]).label)
    return Line("badge-check", format_html(_("{who} logged the follow-up: {how}"), who=who(event), how=how))


@line("conversation.escalated")
def escalated(event: Event) -> Line:
    cause = str(Escalation.Cause(event.data["cause"]).label)
    if because := event.data["because"]:
        sentence = _("{who} asked for help: {cause} ({because})")
        return Line("triangle-alert", format_html(sentence, who=who(event), cause=cause, because=because))
    return Line("triangle-alert", format_html(_("{who} asked for help: {cause}"), who=who(event), cause=cause))


@line("escalation.overdue")
def unanswered(event: Event) -> Line:
    return Line("clock-alert", _("Nobody has answered the call for help in time"))


@line("escalation.ended")
def answered(event: Event) -> Line:
    sentences = {
        Escalation.Ended.TAKEN_OVER: _("{who} was asked for help and took it over"),
        Escalation.Ended.GUIDED: _("{who} was asked for help and said what to do"),
        Escalation.Ended.HANDED_BACK: _("{who} was asked for help and handed it back"),
    }
    sentence = sentences.get(Escalation.Ended(event.data["ended"]))
    return Line("badge-check", format_html(sentence, who=who(event)) if sentence else _("Help is no longer needed"))
