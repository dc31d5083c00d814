"""`{% remembered name size %}…{% endremembered %}`: a small drawing that depends on these values alone is drawn once for each of them.

A list draws the same faces, times and badges with every request; what is remembered costs a look into a dictionary. The language and the
time zone always count. What else the inside reads must be named, or a stranger's drawing is shown.
"""

from collections.abc import Hashable
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

register = template.Library()

# Of one drawing; then it begins anew, which costs less than finding out what is old.
MOST = 5000


class RememberedNode(template.Node):
    def __init__(self, values: list[FilterExpression], inside: NodeList) -> None:
        self.values, self.inside = values, inside
        self.drawn: dict[tuple[Hashable, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (get_language(), get_current_timezone_name(), *(known(value.resolve(context, ignore_failures=True)) for value in self.values))
        found = self.drawn.get(key)
        if found is None:
            found = mark_safe(self.inside.render(context))  # noqa: S308 - the inside escaped what it was given.
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            self.drawn[key] = found
        return found


def known(value: Any) -> Hashable:
    """What tells two values apart: also whether a text is to be escaped, and True from 1."""
    if isinstance(value, Promise):
        value = str(value)
    return (type(value), value)


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    _, *names = token.split_contents()
    inside = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode([parser.compile_filter(name) for name in names], inside)
