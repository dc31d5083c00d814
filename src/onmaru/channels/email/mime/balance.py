"""HTML made shallow before it is parsed: a browser's parser takes quadratic time in the depth of nesting."""

import re
from itertools import islice

from onmaru.channels.email.mime.words import words

TAG = re.compile(
    r"<(/?)([a-zA-Z][^\s/>]*+)"
    r"(?:[\s/]++|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+)*+>"
)
VOID = words("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr")
RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ["script", "style", "textarea", "title", "xmp", "iframe"]}
#: An opening tag closes these when they are innermost, as their end tags are optional.
CLOSES = {
    "p": {"p"},
    "li": {"li"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tr": {"td", "th", "tr"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
}
DEEPEST = 200
#: Fewer opening tags than this cannot nest deeply enough to hurt, so most mails are left exactly as they are.
HARMLESS = 1_000
SHORT = 50_000
#: The parser compares every attribute of a tag with all others.
ATTRIBUTE = re.compile(r"[\s/]++[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"'][^\s>]*+)?+)?+")
MOST_ATTRIBUTES = 200
#: No letter has more tags than this; what follows them is dropped, for the raw mail still has it.
MOST_TAGS = 50_000
#: The cleaner is quadratic in the ampersands of one stretch of text; an empty comment ends a stretch.
STRETCH = re.compile(r"[\s\S]{4000}[^&\s]*+")


def shallow(html: str) -> str:
    """The same HTML, with what is nested too deeply taken out of its tags but kept."""
    if len(html) < SHORT and html.count("<") < HARMLESS and html.count("&") < HARMLESS:
        return html
    out: list[str] = []
    stack: list[str] = []
    counts: dict[str, int] = {}
    position = tags = 0
    while (start := html.find("<", position)) >= 0:
        out.append(_stretches(html[position:start]))
        tags += 1
        if tags > MOST_TAGS:
            return "".join(out) + "".join(f"</{name}>" for name in reversed(stack))
        following = html[start + 1 : start + 2]
        if following in ("!", "?"):
            position = _after_comment(html, start)
            continue
        if not (following == "/" or (following.isascii() and following.isalpha())):
            out.append("&lt;")
            position = start + 1
            continue
        match = TAG.match(html, start)
        if match is None:
            if html[start + 1 : start + 2] == "/" and not html[start + 2 : start + 3].isalpha():
                position = start + 2
                continue
            return "".join(out) + "".join(f"</{name}>" for name in reversed(stack))
        position = match.end()
        name = match[2].lower()
        if match[1]:
            _close(name, stack, counts, out)
        elif name in RAW:
            end = RAW[name].search(html, position)
            stop = end.start() if end else len(html)
            out.append(f"{_lean(match[0], match[2])}{html[position:stop]}</{name}>")
            position = html.find(">", stop) + 1 if end and html.find(">", stop) >= 0 else len(html)
        elif name in VOID:
            out.append(_lean(match[0], match[2]))
        else:
            _open(name, _lean(match[0], match[2]), stack, counts, out)
    out.append(_stretches(html[position:]))
    return "".join(out)


def _lean(tag: str, name: str) -> str:
    if len(tag) < 2 * MOST_ATTRIBUTES:
        return tag
    attributes = islice(ATTRIBUTE.finditer(tag, len(name) + 1), MOST_ATTRIBUTES + 1)
    return tag if sum(1 for _ in attributes) <= MOST_ATTRIBUTES else f"<{name}>"


def _stretches(text: str) -> str:
    return STRETCH.sub(r"\g<0><!---->", text) if len(text) > 4000 else text


def _open(name: str, tag: str, stack: list[str], counts: dict[str, int], out: list[str]) -> None:
    while stack and stack[-1] in CLOSES.get(name, ()):
        counts[stack.pop()] -= 1
    if len(stack) < DEEPEST:
        out.append(tag)
        stack.append(name)
        counts[name] = counts.get(name, 0) + 1


def _close(name: str, stack: list[str], counts: dict[str, int], out: list[str]) -> None:
    if not counts.get(name):
        return
    while stack:
        top = stack.pop()
        counts[top] -= 1
        out.append(f"</{top}>")
        if top == name:
            return


def _after_comment(html: str, start: int) -> int:
    if not html.startswith("<!--", start):
        end = html.find(">", start)
    else:
        close = re.compile(r"--!?>").search(html, start + 2)
        end = close.end() - 1 if close else -1
    return end + 1 if end >= 0 else len(html)
