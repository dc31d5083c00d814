"""What happens in workflows, as lines of the thread."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line, who


def _said(event: Event, sentence: str) -> str:
    strong = {name: format_html("<strong>{}</strong>", event.data.get(name, "")) for name in ("called", "stage")}
    return format_html(sentence, who=who(event), **strong)


@line("stage.entered")
def _entered(event: Event) -> Line:
    if event.data["before_id"] is None:
        return Line("list-ordered", _said(event, _("{who} began the workflow {called}: {stage}")))
    return Line("list-ordered", _said(event, _("{who} moved {called} on to {stage}")))


@line("workflow.finished")
def _finished(event: Event) -> Line:
    return Line("check-check", _said(event, _("{who} finished the workflow {called}")))


@line("workflow.stopped")
def _stopped(event: Event) -> Line:
    return Line("ban", _said(event, _("{who} gave the workflow {called} up")))


@line("stage.breached")
def _breached(event: Event) -> Line:
    return Line("clock-alert", _said(event, _("The stage {stage} has taken too long")))
