"""Whom a note calls: `@민지`, `@김민지`, `@minji@haru.example`, `@주문·배송`. Pure."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

_HANGUL_NAME = re.compile(r"[가-힣]{3,4}")
# Not within a word: an e-mail address calls nobody.
_SIGN = re.compile(r"(?<![\w.@])@")


@dataclass(frozen=True, slots=True)
class Somebody:
    """An agent or a team as it can be called. `email` is empty for teams."""

    kind: Literal["agent", "team"]
    id: int
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A stretch of the text, with its sign, that calls somebody."""

    start: int
    end: int
    somebody: Somebody


def calls(text: str, known: Iterable[Somebody]) -> list[Call]:
    """Who is called where. The longest name wins; particles and 님 may follow it, and a name that two people have calls neither."""
    by_name = _names(known)
    longest_first = sorted(by_name, key=len, reverse=True)
    found: list[Call] = []
    folded = text.lower()
    for sign in _SIGN.finditer(text):
        for name in longest_first:
            end = sign.end() + len(name)
            if folded.startswith(name, sign.end()) and not (name[-1].isascii() and name[-1].isalnum() and _goes_on(text, end)):
                found.append(Call(sign.start(), end, by_name[name]))
                break
    return found


def handle(somebody: Somebody, known: Iterable[Somebody]) -> str:
    """What to write behind the sign so that exactly this one is called."""
    same = [other for other in known if other.name.lower() == somebody.name.lower()]
    return somebody.name if len(same) < 2 or not somebody.email else somebody.email


def _names(known: Iterable[Somebody]) -> dict[str, Somebody]:
    named: list[tuple[str, Somebody]] = []
    for one in known:
        names = {one.name.strip().lower(), one.email.lower()}
        if one.kind == "agent" and _HANGUL_NAME.fullmatch(one.name.strip()):
            # Colleagues leave the family name out.
            names.add(one.name.strip()[1:])
        named += [(name, one) for name in names if name]
    times = Counter(name for name, _ in named)
    return {name: one for name, one in named if times[name] == 1}


def _goes_on(text: str, end: int) -> bool:
    return end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == "_")
