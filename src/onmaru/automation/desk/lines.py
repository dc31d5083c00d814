"""What macros did, in words for the thread."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line, who


@line("macro.applied")
def _applied(event: Event) -> Line:
    sentence = _("{who} used the macro {macro}")
    return Line("zap", format_html(sentence, who=who(event), macro=format_html("<strong>{}</strong>", event.data["macro_name"])))
