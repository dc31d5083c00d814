"""Puts a text and its values together. Pure."""

import re

from django.utils.html import escape

PLACEHOLDERS = ("name", "number", "promise", "shop", "link")
# Without these it is no acknowledgement.
NEEDED = ("number", "promise")
_PLACE = re.compile(r"\{([^{}\n]*)\}")


def unknown_placeholders(text: str) -> list[str]:
    return [found for found in _PLACE.findall(text) if found not in PLACEHOLDERS]


def missing_placeholders(text: str) -> list[str]:
    return [name for name in NEEDED if f"{{{name}}}" not in text]


def fill(text: str, values: dict[str, str]) -> str:
    """Only the known placeholders, once: a value that contains braces stays as it is. A line whose value is empty is left out."""
    empty = [f"{{{name}}}" for name, value in values.items() if not value]
    text = "\n".join(line for line in text.split("\n") if not any(place in line for place in empty))
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), text).strip()


def as_html(text: str) -> str:
    """The same words as paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
