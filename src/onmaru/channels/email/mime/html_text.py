"""HTML to readable text, line by line, remembering which lines the markup calls a quote."""

import html as entities
import re
from dataclasses import dataclass, field

import nh3

from onmaru.channels.email.mime.charset import clean
from onmaru.channels.email.mime.sanitise import REMOVED_WHOLE, TAGS
from onmaru.channels.email.mime.words import words

TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]++|"[^"]*+")*+)>')
ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
PARAGRAPHS = words("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre figure hr")
BLOCKS = PARAGRAPHS | words("div section article header footer main nav aside address center tr li dt dd caption figcaption")
VOID = {"br", "img", "hr", "wbr", "col"}
#: Containers in which mail programs keep the mail that is being answered.
QUOTES = re.compile(
    r"gmail_quote|yahoo_quoted|protonmail_quote|tutanota_quote|moz-cite-prefix|moz-forward-container|gmail_attr"
    r"|OutlookMessageHeader|zmail_extra|mail-quote|mail_quote|daum_quote|original_?(?:mail|message|msg)"
    r"|reply_?(?:original|quote)|ms-outlook-mobile-reference-message|mail-editor-reference-message",
    re.IGNORECASE,
)
#: Outlook marks only where the old mail begins.
QUOTE_FROM_HERE = re.compile(r"appendonsend|divRplyFwdMsg|stopSpelling|replySplit|x_divRplyFwdMsg", re.IGNORECASE)
SIGNATURES = re.compile(r"gmail_signature|moz-signature|ms-outlook-mobile-signature|AppleMailSignature", re.IGNORECASE)


@dataclass(slots=True)
class Rendered:
    lines: list[str] = field(default_factory=list)
    quoted: list[bool] = field(default_factory=list)
    signed: list[bool] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def html_to_text(html: str) -> Rendered:
    """Readable text from what `shallow` returned: blocks on lines, lists with marks, links with their address, quotes with `>`."""
    renderer = _Renderer()
    position = 0
    safe = _CLEANER.clean(html)
    for token in TOKEN.finditer(safe):
        renderer.words(safe[position : token.start()])
        position = token.end()
        if token[1]:
            renderer.end(token[2])
        else:
            renderer.begin(token[2], dict(ATTRIBUTE.findall(token[3])) if token[3] else {})
    renderer.words(safe[position:])
    return renderer.finish()


class _Renderer:
    def __init__(self) -> None:
        self.out = Rendered()
        self.line: list[str] = []
        self.stack: list[tuple[str, str]] = []
        self.links: list[tuple[str, int]] = []
        self.lists: list[int | None] = []
        self.cites = self.boxes = self.signatures = self.pre = self.hidden = 0
        self.rest_is_quote = False
        self.blank_wanted = False

    def words(self, raw: str) -> None:
        if self.hidden or not raw:
            return
        text = clean(entities.unescape(raw)).replace("\xa0", " ").replace("\u200b", "")
        if self.pre:
            first, *more = text.split("\n")
            self.line.append(first)
            for line in more:
                self.newline()
                self.line.append(line)
            return
        text = re.sub(r"\s+", " ", text)
        if text == " " and not self.line:
            return
        self.line.append(text)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        mark = f"{attributes.get('class', '')} {attributes.get('id', '')}" if attributes else ""
        role = ""
        if name in BLOCKS:
            self.block(name in PARAGRAPHS and name != "table")
        if mark and QUOTE_FROM_HERE.search(mark):
            self.rest_is_quote = True
        style = attributes.get("style", "").replace(" ", "").lower()
        if name == "blockquote" and _is_cite(attributes, style):
            role, self.cites = "cite", self.cites + 1
        elif mark and QUOTES.search(mark):
            role, self.boxes = "box", self.boxes + 1
        elif mark and SIGNATURES.search(mark):
            role, self.signatures = "signature", self.signatures + 1
        elif "display:none" in style or "mso-hide:all" in style:
            role, self.hidden = "hidden", self.hidden + 1
        if name not in VOID:
            self.stack.append((name, role))
        if name == "br":
            self.newline()
        elif name == "hr":
            self.line.append("-" * 10)
            self.block(False)
        elif name == "img" and not self.hidden:
            alt = entities.unescape(attributes.get("alt", "")).strip()
            if alt and attributes.get("width") not in ("0", "1"):
                self.line.append(f"[{alt}]")
        elif name == "pre":
            self.pre += 1
        elif name in ("ul", "ol"):
            self.lists.append(1 if name == "ol" else None)
        elif name == "li":
            self.item()
        elif name in ("td", "th") and self.line:
            self.line.append(" ")
        elif name == "a":
            self.links.append((entities.unescape(attributes.get("href", "")), len(self.line)))

    def item(self) -> None:
        indent = "  " * max(len(self.lists) - 1, 0)
        number = self.lists[-1] if self.lists else None
        if number is not None:
            self.lists[-1] = number + 1
        self.line.append(f"{indent}{number}. " if number is not None else f"{indent}- ")

    def end(self, name: str) -> None:
        role = ""
        if self.stack and self.stack[-1][0] == name:
            role = self.stack.pop()[1]
        if name == "a" and self.links:
            self.link(*self.links.pop())
        elif name == "pre":
            self.pre = max(self.pre - 1, 0)
        elif name in ("ul", "ol") and self.lists:
            self.lists.pop()
        if name in BLOCKS:
            self.block(name in PARAGRAPHS and not (name in ("ul", "ol") and self.lists))
        self.cites -= role == "cite"
        self.boxes -= role == "box"
        self.hidden -= role == "hidden"
        self.signatures -= role == "signature"

    def link(self, href: str, start: int) -> None:
        shown = "".join(self.line[start:]).strip()
        target = re.sub(r"^(mailto|tel):", "", href.strip(), flags=re.IGNORECASE)
        plain = re.sub(r"^https?://|/$", "", target)
        if not shown or not target or plain.lower() in shown.lower() or href.startswith("#"):
            return
        self.line.append(f" ({target})")

    def block(self, paragraph: bool) -> None:
        if "".join(self.line).strip():
            self.newline()
        else:
            self.line = []
        self.blank_wanted = self.blank_wanted or paragraph

    def newline(self) -> None:
        raw = "".join(self.line)
        text = raw.rstrip() if self.pre else _squeeze(raw)
        self.line = []
        prefix = "> " * min(self.cites, 20)
        quoted = bool(self.cites or self.boxes or self.rest_is_quote)
        if self.blank_wanted and text and self.out.lines and self.out.lines[-1].strip("> "):
            self.put(prefix.rstrip(), quoted)
        if text:
            self.blank_wanted = False
        self.put(prefix + text if text == "-- " else (prefix + text).rstrip(), quoted)

    def put(self, line: str, quoted: bool) -> None:
        self.out.lines.append(line)
        self.out.quoted.append(quoted)
        self.out.signed.append(self.signatures > 0)

    def finish(self) -> Rendered:
        if "".join(self.line).strip():
            self.newline()
        lines, quoted = self.out.lines, self.out.quoted
        kept = [i for i, line in enumerate(lines) if line.strip("> ") or not (i and not lines[i - 1].strip("> "))]
        kept = [i for i in kept if lines[i].strip("> ") or 0 < i < len(lines) - 1]
        signed = self.out.signed
        return Rendered([lines[i] for i in kept], [quoted[i] for i in kept], [signed[i] for i in kept])


def _squeeze(text: str) -> str:
    indent = re.match(r" *(?=- |\d+\. )", text)
    body = re.sub(r" {2,}", " ", text.strip())
    if indent and len(indent[0]) > 1:
        body = indent[0] + body
    return "-- " if body == "--" else body


def _is_cite(attributes: dict[str, str], style: str) -> bool:
    return bool(
        attributes.get("type", "").lower() == "cite"
        or attributes.get("cite")
        or re.search(r"quote|cite", attributes.get("class", ""), re.IGNORECASE)
        or re.search(r"border-left(?!:(?:none|0|medium))", style)
    )


_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=REMOVED_WHOLE,
    attributes={
        "*": {"class", "id", "style"},
        "a": {"href"},
        "img": {"alt", "width"},
        "blockquote": {"type", "cite"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    strip_comments=True,
    link_rel=None,
)
