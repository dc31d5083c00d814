"""Assets, icons and the small drawings of people: what every template of ours loads."""

from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template.defaultfilters import date as date_as
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from onmaru.web.assets import asset as built
from onmaru.web.names import hue as hue_of
from onmaru.web.names import initials as initials_of
from onmaru.web.times import SHOWN

register = template.Library()


@register.simple_tag
def asset(source: str) -> SafeString:
    """The tags that bring `desk.ts` or `desk.css`; a comment when nothing is built, so that the page still answers."""
    found = built(source)
    if found is None:
        return mark_safe("<!-- The assets are not built: run bin/assets. -->")
    styles = [found.file] if found.file.endswith(".css") else list(found.styles)
    tags = format_html_join("", '<link rel="stylesheet" href="{}">', ((style,) for style in styles))
    if found.file.endswith(".js"):
        tags += format_html_join("", '<link rel="modulepreload" href="{}">', ((file,) for file in found.imports))
        tags += format_html('<script type="module" src="{}"></script>', found.file)
    return tags


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """One drawing of the sprite; decoration unless it carries a `label`."""
    sprite = built("icons.svg")
    return _drawn(name, str(label), sprite.file if sprite else "")


@lru_cache(maxsize=2000)
def _drawn(name: str, label: str, sprite: str) -> SafeString:
    described = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    solid = mark_safe(" data-solid") if name == "onmaru" else ""
    return format_html('<svg class="icon" {}{}><use href="{}#{}"></use></svg>', described, solid, sprite, name)


@register.filter(expects_localtime=True)
def shown(at: datetime | date, style: str) -> str:
    return date_as(at, SHOWN.get(style, SHOWN["relative"]))


@register.filter
def initials(name: str) -> str:
    return initials_of(name)


@register.filter
def hue(name: str) -> int:
    return hue_of(name)


KEY_NAMES = {"Slash": "/", "Question": "?", "Enter": "↵", "Escape": "Esc", "ArrowUp": "↑", "ArrowDown": "↓", "Mod": "Ctrl", "Shift": "⇧"}


@register.filter
def keys(combination: str) -> list[str]:
    """`"Mod+KeyK"` as the keycaps to draw: `["Ctrl", "K"]`. The behaviour `keycaps` writes ⌘ for Ctrl on a Mac."""
    if combination == "Shift+Slash":
        return ["?"]
    parts = combination.replace("+", " ").split()
    return [KEY_NAMES.get(part, part.removeprefix("Key").removeprefix("Digit")) for part in parts]
