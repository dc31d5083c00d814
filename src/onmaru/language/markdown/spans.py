"""What stands inside a line."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Marked:
    """`tag` is one of strong, em, del."""

    tag: str
    inside: "tuple[Span, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    address: str
    inside: "tuple[Span, ...]"


@dataclass(frozen=True, slots=True)
class Picture:
    """`source` is "file:12", a file that goes with the text."""

    alt: str
    source: str


Span = Text | Marked | Code | Link | Picture

# An address ends before the punctuation of the sentence around it, and before Korean particles ("…/123으로").
ADDRESS = r"https?://[^\s<>\"'가-힣]*[^\s<>\"'가-힣.,;:!?)\]}*~]"
# Emphasis of a longer stretch is none, and looking for its end from every mark would cost minutes in a hostile text.
LONGEST = 500
_SPAN = re.compile(
    rf"""
    \\(?P<escaped>[\\*_~`\[\]()\#>!+.-])
    | (?P<ticks>`+)(?P<code>[^`](?:.{{0,{LONGEST}}}?[^`])?)(?P=ticks)(?!`)
    | !\[(?P<alt>[^\[\]]{{0,{LONGEST}}})\]\((?P<source>file:\d+)\)
    | \[(?P<named>[^\[\]]{{1,{LONGEST}}})\]\((?P<to>https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*|mailto:[^\s()]+)\)
    | (?P<address>{ADDRESS})
    | \*\*(?P<strong>(?![\s*]).{{1,{LONGEST}}}?(?<!\s))\*\*
    | (?<![0-9A-Za-z*])\*(?P<star>(?![\s*])[^*]{{1,{LONGEST}}}(?<!\s))\*(?![0-9A-Za-z*])
    | (?<!\w)_(?P<under>(?![\s_])[^_]{{1,{LONGEST}}}(?<!\s))_(?![0-9A-Za-z_])
    | ~~(?P<gone>(?![\s~]).{{1,{LONGEST}}}?(?<!\s))~~
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Marks inside marks inside marks: nobody writes them, and a hostile text must not be walked without end.
DEEPEST = 4


def spans(line: str, depth: int = 0) -> tuple[Span, ...]:
    found: list[Span] = []
    plain, at = "", 0
    for match in _SPAN.finditer(line):
        plain += line[at : match.start()]
        at = match.end()
        if match["escaped"]:
            plain += match["escaped"]
            continue
        if plain:
            found.append(Text(plain))
            plain = ""
        found.append(_span(match, depth))
    plain += line[at:]
    return (*found, Text(plain)) if plain else tuple(found)


def _span(match: re.Match[str], depth: int) -> Span:
    if match["code"] is not None:
        return Code(match["code"])
    if match["source"]:
        return Picture(match["alt"], match["source"])
    if match["to"]:
        return Link(match["to"], _inside(match["named"], depth))
    if match["address"]:
        return Link(match["address"], (Text(match["address"]),))
    if match["strong"]:
        return Marked("strong", _inside(match["strong"], depth))
    if match["gone"]:
        return Marked("del", _inside(match["gone"], depth))
    return Marked("em", _inside(match["star"] or match["under"] or "", depth))


def _inside(text: str, depth: int) -> tuple[Span, ...]:
    return spans(text, depth + 1) if depth < DEEPEST else (Text(text),)
