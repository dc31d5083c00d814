"""`{% slot "conversation.side" conversation=conversation %}`: the panels that apps above registered for this place.

A library of its own, because allauth's templates load another tag of the same name.
"""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString

from onmaru.web import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: Context, slot_name: str, **values: Any) -> SafeString:
    return slots.render(slot_name, context.get("request"), **values)
