"""How questions about a resolution read in the thread of their conversation."""

from django.utils.translation import gettext as _

from onmaru.closing.models import Question
from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line


@line("resolution.questioned")
def questioned(event: Event) -> Line:
    if event.data["kind"] == Question.Kind.STILL_FINE:
        return Line("help", _("The customer is asked whether it is still fine"))
    return Line("help", _("The customer is asked whether it is solved"))


@line("resolution.denied")
def denied(event: Event) -> Line:
    return Line("triangle-alert", _("The customer says it is not solved"))
