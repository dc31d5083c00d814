from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from onmaru.customers import phones

register = template.Library()

REASONS: dict[str, str | Promise] = {
    "same phone": _("the same telephone"),
    "same address": _("the same address"),
    "same name and organisation": _("the same name and organisation"),
    "same name and similar address": _("the same name and a similar address"),
    "same name": _("the same name"),
}


@register.filter
def worded_reason(reason: str) -> str:
    return str(REASONS.get(reason, reason))


@register.filter
def as_percent(score: float) -> str:
    return f"{round(score * 100)}%"


@register.filter
def shown_phone(phone: str) -> str:
    return phones.shown(phone)
