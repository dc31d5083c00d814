"""Puts a text and its values together: names with what Korean hangs on them, and the particles that fit. Pure.

`{{고객.이름}}`; `{{고객.이름|고객님}}` with something to say where there is no value; `{{을/를}}` for a particle after what was said last.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onmaru.language.names import FOLLOWING, SOMEBODY
from onmaru.language.particles import FORMS, choose, settle

PLACE = re.compile(r"\{\{\s*([^{}|\n]+?)\s*(?:\|\s*([^{}\n]*?)\s*)?\}\}")
# What an unknown person is called where the language has no 고객님.
NOBODY = {"ko": SOMEBODY}
ANYBODY = "Customer"


@dataclass(frozen=True, slots=True)
class Value:
    """What a name stands for: `text` is "" where it is not known. `person` is somebody to be called politely."""

    text: str
    person: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """The text; places that could not be filled still stand in it as they were written."""

    text: str
    # Known, without a value; and names that nobody knows.
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def names(text: str) -> list[str]:
    """What a text names, each once, without particles."""
    return list(dict.fromkeys(place[1] for place in PLACE.finditer(text) if _particle(place[1]) not in FORMS))


def fill(text: str, value: Callable[[str], Value | None], language: str = "ko") -> Filled:
    """`value` answers None for a name that nobody knows."""
    made, said, missing, unknown = "", "", [], []
    for words, place in _pieces(text):
        if place is None:
            made, said = made + settle(_after_honorific(words, said), made), ""
            continue
        name, instead = place[1], place[2]
        if (form := _particle(name)) in FORMS:
            made, said = made + choose(made, form), ""
            continue
        found = value(name)
        said = _said(found, instead, language)
        if not said:
            (unknown if found is None else missing).append(name)
        made += said or place[0]
    return Filled(made, tuple(dict.fromkeys(missing)), tuple(dict.fromkeys(unknown)))


def _pieces(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    at = 0
    for place in PLACE.finditer(text):
        if place.start() > at:
            yield text[at : place.start()], None
        yield "", place
        at = place.end()
    if at < len(text):
        yield text[at:], None


def _particle(name: str) -> str:
    return "".join(name.split())


def _said(found: Value | None, instead: str | None, language: str) -> str:
    if found and found.text:
        return found.text
    if instead:
        return instead
    return NOBODY.get(language, ANYBODY) if found and found.person else ""


def _after_honorific(words: str, said: str) -> str:
    """고객님님, 김유나님 고객님: what the value ends with already is not said once more."""
    return FOLLOWING.sub("", words, count=1) if said.endswith("님") else words
