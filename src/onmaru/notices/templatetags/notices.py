from django import template

from onmaru.notices.kinds import ABOUT, Kind
from onmaru.notices.models import Notice
from onmaru.notices.wording import sentence

register = template.Library()
register.filter("said", sentence)


@register.filter
def notice_icon(notice: Notice) -> str:
    return ABOUT[Kind(notice.kind)].icon
