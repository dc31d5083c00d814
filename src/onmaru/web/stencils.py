"""What differs in its texts alone is drawn once, with gaps, and the texts are written into the gaps.

Drawing a line of a list takes a hundred times as long as writing its texts; lines look alike, and hardly two say the same.
"""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from html import escape
from secrets import token_hex

from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

from onmaru.web.drawings import MOST, known, template_named

# Nobody outside knows it, so nobody's words look like a gap.
_EDGE = token_hex(24)
_GAP = re.compile(f"{_EDGE}_([a-z_]+?)_{_EDGE}")


@dataclass(frozen=True, slots=True)
class Stencil:
    start: str
    # A text's name, and what stands behind it.
    rest: tuple[tuple[str, str], ...]

    def fill(self, texts: Mapping[str, str]) -> SafeString:
        escaped = {name: text if isinstance(text, SafeString) else escape(text) for name, text in texts.items() if text}
        written = [self.start]
        for name, behind in self.rest:
            written += (escaped[name], behind)
        return mark_safe("".join(written))  # noqa: S308 - what is not safe was escaped, as a template does it


_kept: dict[tuple[Hashable, ...], Stencil] = {}


def fill(template: str, texts: Mapping[str, str], **values: Hashable) -> SafeString:
    """A template that may look at `values` as it likes, and do two things with `texts`: write them out and ask whether they are empty."""
    written = tuple(name for name, text in texts.items() if text)
    key = (template, get_language(), get_current_timezone_name(), written, *((name, known(value)) for name, value in values.items()))
    stencil = _kept.get(key)
    if stencil is None:
        if len(_kept) >= MOST:
            _kept.clear()
        stencil = _kept[key] = _cut(template, {**dict.fromkeys(texts, ""), **{name: _gap(name) for name in written}, **values})
    return stencil.fill(texts)


def _gap(name: str) -> str:
    return f"{_EDGE}_{name}_{_EDGE}"


def _cut(template: str, values: dict[str, Hashable]) -> Stencil:
    start, *rest = _GAP.split(template_named(template).render(Context(values)))
    pairs = tuple(zip(rest[::2], rest[1::2], strict=True))
    if any(_EDGE[:12] in part.lower() for part in (start, *rest[1::2])):
        raise ValueError(f"{template} does more with a text than write it out")
    return Stencil(start, pairs)
