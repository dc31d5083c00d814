"""What the list and the rail consist of: `{% row conversation %}`, `{% rail_entry entry %}`. None is drawn again while it says the same."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from onmaru.inbox.desk.rail import Entry
from onmaru.inbox.desk.row import row_of
from onmaru.inbox.models import Conversation
from onmaru.people.templatetags.people import may
from onmaru.web.drawings import draw

register = template.Library()


@register.simple_tag(takes_context=True)
def row(context: Context, conversation: Conversation) -> SafeString:
    current, request = context.get("current"), context.get("request")
    return draw(
        "inbox/_row.html",
        conversation=row_of(conversation),
        view_key=context.get("view_key", "all"),
        terms=context.get("terms", ""),
        is_current=current is not None and current.pk == conversation.pk,
        # What was searched for is a list that cannot be named, so nothing is done to all of it.
        can_pick=context.get("query") is None and may(getattr(request, "user", None), "organise"),
    )


@register.simple_tag(takes_context=True)
def rail_entry(context: Context, entry: Entry) -> SafeString:
    return draw("inbox/_rail_entry.html", entry=entry, is_here=context.get("here") == f"view:{entry.key}")
