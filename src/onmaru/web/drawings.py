"""What depends on a few values alone is drawn once for each of them; drawing it again is a look into a dictionary.

The language and the time zone always count.
"""

from collections.abc import Callable, Hashable, Iterable
from functools import cache
from secrets import token_hex
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template import Context, Engine, Template
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

# Of one drawing; then it begins anew, which costs less than finding out what is old.
MOST = 5000
# Letters of what is drawn; a longer one is drawn anew each time, or five thousand long mails would stay in memory.
LONGEST = 12_000
# Stands in a drawing where the token of whoever looks at it belongs. Nobody outside knows it, so nobody's words hold it.
_TOKEN = token_hex(24)
_MASKED = "onmaru.masked_token"


class Drawings:
    def __init__(self) -> None:
        self.kept: dict[tuple[Hashable, ...], SafeString] = {}

    def drawn(self, values: Iterable[Any], draw: Callable[[], str]) -> SafeString:
        key = (get_language(), get_current_timezone_name(), *map(known, values))
        found = self.kept.get(key)
        if found is None:
            found = mark_safe(draw())  # noqa: S308 - templates escape what they are given.
            if len(found) > LONGEST:
                return found
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[key] = found
        return found


def known(value: Any) -> Hashable:
    """What tells two values apart: also whether a text is to be escaped, and True from 1."""
    if isinstance(value, Promise):
        value = str(value)
    return (type(value), value)


_of_template: dict[str, Drawings] = {}


def draw(template: str, **values: Hashable) -> SafeString:
    """A template that is given these values and nothing else, so that nothing it shows can be forgotten in what it is known by."""
    drawings = _of_template.setdefault(template, Drawings())
    named = (item for name in sorted(values) for item in (name, values[name]))
    return drawings.drawn(named, lambda: template_named(template).render(Context(values)))


def draw_for(request: HttpRequest, template: str, **values: Hashable) -> SafeString:
    """The same for a template with forms, whose `{% csrf_token %}` is the reader's own."""
    drawn = draw(template, csrf_token=_TOKEN, **values)
    return mark_safe(drawn.replace(_TOKEN, _token(request))) if _TOKEN in drawn else drawn  # noqa: S308 - a token is letters and digits


def _token(request: HttpRequest) -> str:
    # Masked anew with each call, where once a page is enough.
    if (known := request.META.get(_MASKED)) is None:
        known = request.META[_MASKED] = get_token(request)
    return known


@cache
def template_named(name: str) -> Template:
    return Engine.get_default().get_template(name)
