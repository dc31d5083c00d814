"""`{% remembered name size %}…{% endremembered %}`: a small drawing that depends on these values alone is drawn once for each of them.

A list draws the same faces, times and badges with every request. What else the inside reads must be named, or a stranger's drawing is
shown; what is larger is drawn by `onmaru.web.drawings.draw`, which sees nothing else.
"""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from onmaru.web.drawings import Drawings

register = template.Library()


class RememberedNode(template.Node):
    def __init__(self, values: list[FilterExpression], inside: NodeList) -> None:
        self.values, self.inside = values, inside
        self.drawings = Drawings()

    def render(self, context: Context) -> SafeString:
        values = (value.resolve(context, ignore_failures=True) for value in self.values)
        return self.drawings.drawn(values, lambda: self.inside.render(context))


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    _, *names = token.split_contents()
    inside = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode([parser.compile_filter(name) for name in names], inside)
