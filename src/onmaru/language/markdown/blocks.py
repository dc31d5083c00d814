"""What stands under one another."""

import re
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `first` is the number it begins with, None for one without numbers."""

    first: int | None
    items: "tuple[tuple[Block, ...], ...]"


@dataclass(frozen=True, slots=True)
class Quote:
    inside: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Fenced:
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    pass


Block = Paragraph | Heading | Items | Quote | Fenced | Rule

FENCE = re.compile(r"^ {0,3}```\w*\s*$")
HEADING = re.compile(r"^(#{1,3})[ \t]+(\S.*?)\s*#*$")
RULE = re.compile(r"^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$")
QUOTE = re.compile(r"^ {0,3}>[ \t]?")
ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*•+]|(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")
DEEPEST = 6


def blocks(text: str) -> tuple[Block, ...]:
    return _blocks(text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ").split("\n"), 0)


def _blocks(lines: list[str], depth: int) -> tuple[Block, ...]:
    found: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        end = at + 1
        if not line.strip():
            pass
        elif FENCE.match(line) and (closing := next((i for i in range(at + 1, len(lines)) if FENCE.match(lines[i])), None)):
            found.append(Fenced("\n".join(lines[at + 1 : closing])))
            end = closing + 1
        elif heading := HEADING.match(line):
            found.append(Heading(len(heading[1]), heading[2]))
        elif RULE.match(line):
            found.append(Rule())
        elif QUOTE.match(line) and depth < DEEPEST:
            end = _while(lines, at, lambda other: bool(QUOTE.match(other)))
            found.append(Quote(_blocks([QUOTE.sub("", other) for other in lines[at:end]], depth + 1)))
        elif ITEM.match(line) and depth < DEEPEST:
            block, end = _items(lines, at, depth)
            found.append(block)
        else:
            end = _while(lines, at + 1, lambda other: bool(other.strip()) and not _begins(other))
            found.append(Paragraph(tuple(lines[at:end])))
        at = end
    return tuple(found)


def _while(lines: list[str], at: int, fits: Callable[[str], bool]) -> int:
    while at < len(lines) and fits(lines[at]):
        at += 1
    return at


def _begins(line: str) -> bool:
    return any(pattern.match(line) for pattern in (FENCE, HEADING, RULE, QUOTE, ITEM))


def _items(lines: list[str], at: int, depth: int) -> tuple[Items, int]:
    """Items of one indent and sort, each with the deeper lines below it."""
    first = ITEM.match(lines[at])
    assert first
    indent, numbered = len(first["indent"]), first["number"] is not None
    items: list[tuple[Block, ...]] = []
    while at < len(lines):
        found = ITEM.match(lines[at])
        if not found or len(found["indent"]) > indent + 1 or len(found["indent"]) < indent or (found["number"] is not None) != numbered:
            break
        end = _while(lines, at + 1, lambda line: line.startswith(" " * (indent + 2)) and bool(line.strip()))
        inside = [lines[at][found.end() :], *(line[indent + 2 :] for line in lines[at + 1 : end])]
        items.append(_blocks(inside, depth + 1))
        # Items with empty lines between them are still one list.
        after = _while(lines, end, lambda line: not line.strip())
        following = ITEM.match(lines[after]) if after < len(lines) else None
        at = after if following and len(following["indent"]) == indent and (following["number"] is not None) == numbered else end
    return Items(int(first["number"]) if numbered else None, tuple(items)), at
