"""Texts with places to fill in, as {name}: what may stand there, and how it is put in. Pure."""

import re
from collections.abc import Iterable, Mapping
from html import escape

_PLACE = re.compile(r"\{([^{}\n]*)\}")


def unknown(text: str, known: Iterable[str]) -> list[str]:
    return [found for found in _PLACE.findall(text) if found not in known]


def missing(text: str, needed: Iterable[str]) -> list[str]:
    return [name for name in needed if f"{{{name}}}" not in text]


def fill(text: str, values: Mapping[str, str]) -> str:
    """Only the places that have a value, once: a value that contains braces stays as it is. A line whose value is empty is left out."""
    empty = [f"{{{name}}}" for name, value in values.items() if not value]
    text = "\n".join(line for line in text.split("\n") if not any(place in line for place in empty))
    return _PLACE.sub(lambda match: values.get(match[1], match[0]), text).strip()


def as_html(text: str) -> str:
    """The same words as paragraphs; places stay places."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "".join(f"<p>{escape(paragraph).replace(chr(10), '<br>')}</p>" for paragraph in paragraphs)
