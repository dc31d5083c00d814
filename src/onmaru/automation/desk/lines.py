"""What macros did, in words for the thread."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line, who


@line("rule.applied")
def _by_rule(event: Event) -> Line:
    sentence = _("The rule {rule} acted")
    return Line("zap", format_html(sentence, rule=format_html("<strong>{}</strong>", event.data["rule_name"])))


@line("rule.taken_back")
def _rule_undone(event: Event) -> Line:
    sentence = _("{who} took back what the rule {rule} did")
    return Line("undo-2", format_html(sentence, who=who(event), rule=format_html("<strong>{}</strong>", event.data["rule_name"])))


@line("macro.applied")
def _applied(event: Event) -> Line:
    sentence = _("{who} used the macro {macro}")
    return Line("zap", format_html(sentence, who=who(event), macro=format_html("<strong>{}</strong>", event.data["macro_name"])))
