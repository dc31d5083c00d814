"""By what a customer's words are found to be about the same as others. Pure."""

import re
from collections.abc import Iterable, Iterator

from onmaru.language.facts import Fact, Kind, facts, plain

MOST = 20
_KINDS = {Kind.ORDER, Kind.PARCEL, Kind.PHONE, Kind.EMAIL}
# A telephone of one's own. Numbers of shops and offices are named by many.
_MOBILE = re.compile(r"01[016-9]\d{7,8}")
# Orders are also compared without what people put between their parts.
_SEPARATORS = re.compile(r"[^0-9a-z]")
_LONGEST = 120


def stated(text: str, handle: str = "") -> dict[str, str]:
    """By keys such as "order:202611200001" what was written, of a text and of the handle it came from."""
    return keyed(facts(f"{handle}\n{text}"))


def keyed(found: Iterable[Fact]) -> dict[str, str]:
    """The first of them by their keys."""
    kept: dict[str, str] = {}
    for key, shown in _pairs(found):
        if len(kept) < MOST:
            kept.setdefault(key, shown)
    return kept


def _pairs(found: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    for fact in found:
        value = plain(fact)
        if fact.kind == Kind.ORDER:
            value = _SEPARATORS.sub("", value)
        if fact.kind in _KINDS and value and (fact.kind != Kind.PHONE or _MOBILE.fullmatch(value)):
            yield f"{fact.kind}:{value[:_LONGEST]}", fact.text[:_LONGEST]
