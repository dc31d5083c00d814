"""What the list, the rail and the thread consist of: `{% row conversation %}`. None is drawn again while it says the same."""

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from onmaru.inbox.desk.card import card_of
from onmaru.inbox.desk.lines import Line
from onmaru.inbox.desk.rail import Entry
from onmaru.inbox.desk.row import line as line_of_list
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.timeline import Item
from onmaru.people.templatetags.people import may
from onmaru.web.drawings import draw, draw_for

register = template.Library()


@register.simple_tag(takes_context=True)
def row(context: Context, conversation: Conversation) -> SafeString:
    current, request = context.get("current"), context.get("request")
    is_current = current is not None and current.pk == conversation.pk
    # What was searched for is a list that cannot be named, so nothing is done to all of it.
    can_pick = context.get("query") is None and may(getattr(request, "user", None), "organise")
    return line_of_list(conversation, context.get("view_key") or "all", context.get("terms") or "", is_current, can_pick)


@register.simple_tag(takes_context=True)
def rail_entry(context: Context, entry: Entry) -> SafeString:
    return draw("inbox/_rail_entry.html", entry=entry, is_here=context.get("here") == f"view:{entry.key}")


@register.simple_tag(takes_context=True)
def message_card(context: Context, item: Item) -> SafeString:
    request, message = context["request"], item.thing
    assert isinstance(message, Message)
    return draw_for(request, "inbox/_message.html", message=card_of(message, item.files, context["conversation"], request))


@register.simple_tag(takes_context=True)
def event_line(context: Context, item: Item, line: Line) -> SafeString:
    request = context["request"]
    can_undo = line.merge_id not in context["merges_undone"] and may(request.user, "organise")
    return draw_for(
        request,
        "inbox/_line.html",
        key=item.key,
        at=item.at,
        icon=line.icon,
        text=line.text,
        heading=line.heading,
        merge_id=line.merge_id if can_undo else None,
        conversation_id=line.conversation_id,
    )
