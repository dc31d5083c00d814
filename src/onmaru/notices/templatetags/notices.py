from django import template
from django.urls import reverse

from onmaru.notices.kinds import ABOUT, OWED, Kind
from onmaru.notices.models import Notice
from onmaru.notices.wording import sentence

register = template.Library()
register.filter("said", sentence)


@register.filter
def notice_icon(notice: Notice) -> str:
    return ABOUT[Kind(notice.kind)].icon


@register.filter
def notice_url(notice: Notice) -> str:
    """Where it leads: to the conversation, to the look that is owed there, or to the board of all that is left of a day."""
    if notice.kind == Kind.LEFT_OVER:
        return reverse("desk_radar")
    return reverse("desk_duty_of" if notice.kind in OWED else "desk_conversation", args=[notice.conversation_id])
