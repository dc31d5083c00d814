"""How an amendment reads in the thread: that a fact was noted, not the fact, which stands beside the conversation."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from onmaru.events.models import Event
from onmaru.inbox.desk.lines import Line, line, who
from onmaru.language.facts import Kind
from onmaru.stated.wording import KINDS


@line("fact.amended")
def amended(event: Event) -> Line:
    sentences = {
        "noted": _("{who} noted what the customer stated: {kind}"),
        "struck": _("{who} struck out what does not hold: {kind}"),
        "let_be": _("{who} let a reading hold again: {kind}"),
    }
    return Line("pencil", format_html(sentences[event.data["what"]], who=who(event), kind=str(KINDS[Kind(event.data["kind"])])))
