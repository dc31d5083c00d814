"""What happens with tasks, as lines of the thread."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line, who


def _said(event: Event, sentence: str) -> str:
    strong = {name: format_html("<strong>{}</strong>", event.data.get(name, "")) for name in ("title", "of_whom")}
    return format_html(sentence, who=who(event), **strong)


@line("task.asked")
def _asked(event: Event) -> Line:
    return Line("forward", _said(event, _("{who} asked {of_whom}: {title}")))


@line("task.continued")
def _continued(event: Event) -> Line:
    return Line("forward", _said(event, _("{who} added something for {of_whom}: {title}")))


@line("task.done")
def _done(event: Event) -> Line:
    if event.data["by_them"]:
        return Line("check-check", _said(event, _("{of_whom} says that it is done: {title}")))
    return Line("check-check", _said(event, _("{who} took it as done: {title}, by {of_whom}")))


@line("task.withdrawn")
def _withdrawn(event: Event) -> Line:
    return Line("undo-2", _said(event, _("{who} withdrew what {of_whom} was asked: {title}")))


@line("task.breached")
def _breached(event: Event) -> Line:
    return Line("clock-alert", _said(event, _("{of_whom} has not answered in time: {title}")))
