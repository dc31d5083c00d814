"""As plain text, line by line: what was typed without marks stays as it is, sign by sign."""

from onmaru.language.markdown.blocks import FENCE, HEADING, ITEM, QUOTE, RULE
from onmaru.language.markdown.spans import Code, Link, Marked, Picture, Span, Text, spans


def plain(text: str) -> str:
    """The words without their marks; a named link says its address behind the name."""
    made: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if FENCE.match(line):
            fenced = not fenced
        else:
            made.append(line if fenced or RULE.match(line) else _line(line))
    return "\n".join(made)


def _line(line: str) -> str:
    at = 0
    while quote := QUOTE.match(line[at:]):
        at += quote.end()
    if item := ITEM.match(line[at:]):
        at += item.end()
    elif heading := HEADING.match(line[at:]):
        return line[:at] + _spans(spans(heading[2]))
    return line[:at] + _spans(spans(line[at:]))


def _spans(found: tuple[Span, ...]) -> str:
    return "".join(_span(span) for span in found)


def _span(span: Span) -> str:
    match span:
        case Text(text) | Code(text):
            return text
        case Marked(_, inside):
            return _spans(inside)
        case Link(address, inside):
            name = _spans(inside) if inside != (Text(address),) else address
            return address if name == address else f"{name} ({address.removeprefix('mailto:')})"
        case Picture(alt, _):
            return f"[{alt}]"


def has_marks(text: str) -> bool:
    """Whether there is anything to show in another way than as it was typed."""
    lines = text.split("\n")
    return plain(text) != text or any(QUOTE.match(line) or ITEM.match(line) or RULE.match(line) for line in lines)


def pictures(text: str) -> set[int]:
    """The files that stand in the text as pictures."""
    found: set[int] = set()
    for line in text.split("\n"):
        _collect(spans(line), found)
    return found


def _collect(inside: tuple[Span, ...], found: set[int]) -> None:
    for span in inside:
        match span:
            case Picture(_, source):
                found.add(int(source.removeprefix("file:")))
            case Marked(_, deeper) | Link(_, deeper):
                _collect(deeper, found)
            case _:
                pass
