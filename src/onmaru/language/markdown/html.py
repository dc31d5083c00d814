"""As HTML: everything that was typed is escaped; the only tags are ours."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from onmaru.language.markdown.blocks import Block, Fenced, Heading, Items, Paragraph, Quote, Rule, blocks
from onmaru.language.markdown.spans import Code, Link, Marked, Picture, Span, Text, spans


@dataclass(frozen=True, slots=True)
class Look:
    """Attributes for our tags: a mail has no style sheet, and a page of ours allows no styles in tags."""

    paragraph: str = ""
    items: str = ""
    quote: str = ""
    code: str = ""
    fenced: str = ""
    picture: str = ""
    link: str = ""
    # Large headings shout in a letter.
    headings: tuple[str, str, str] = ("h3", "h4", "h5")


MAIL = Look(
    paragraph=' style="margin:0 0 1em 0"',
    items=' style="margin:0 0 1em 0;padding-left:1.6em"',
    quote=' style="margin:0 0 1em 0;padding-left:1em;border-left:3px solid #ccc;color:#555"',
    code=' style="font-family:monospace;background:#f4f4f4;padding:0 .25em"',
    fenced=' style="margin:0 0 1em 0;padding:.75em;background:#f4f4f4;white-space:pre-wrap"',
    picture=' style="max-width:100%;height:auto"',
    headings=("h2", "h3", "h4"),
)
DESK = Look(link=' target="_blank" rel="noopener noreferrer nofollow"')


def html(text: str, look: Look, picture: Callable[[str], str] = lambda source: "") -> str:
    """The text as HTML; `picture` gives the address of "file:12", or "" where there is none."""
    return _Writer(look, picture).blocks(blocks(text))


@dataclass(frozen=True, slots=True)
class _Writer:
    look: Look
    picture: Callable[[str], str]

    def blocks(self, found: tuple[Block, ...]) -> str:
        return "".join(self.block(block) + "\n" for block in found)

    def block(self, block: Block) -> str:
        look = self.look
        match block:
            case Paragraph(lines):
                return f"<p{look.paragraph}>{self.lines(lines)}</p>"
            case Heading(level, text):
                tag = look.headings[level - 1]
                return f"<{tag}>{self.line(text)}</{tag}>"
            case Items(first, items):
                tag = "ul" if first is None else "ol"
                start = f' start="{first}"' if first not in (None, 1) else ""
                return f"<{tag}{start}{look.items}>{''.join(f'<li>{self.item(item)}</li>' for item in items)}</{tag}>"
            case Quote(inside):
                return f"<blockquote{look.quote}>{self.blocks(inside)}</blockquote>"
            case Fenced(text):
                return f"<pre{look.fenced}>{escape(text, quote=False)}</pre>"
            case Rule():
                return "<hr>"

    def item(self, inside: tuple[Block, ...]) -> str:
        if inside and isinstance(inside[0], Paragraph):
            return self.lines(inside[0].lines) + self.blocks(inside[1:])
        return self.blocks(inside)

    def lines(self, lines: tuple[str, ...]) -> str:
        return "<br>\n".join(self.line(line) for line in lines)

    def line(self, line: str) -> str:
        bare = line.lstrip(" ")
        return "&nbsp;" * (len(line) - len(bare)) + self.spans(spans(bare))

    def spans(self, found: tuple[Span, ...]) -> str:
        return "".join(self.span(span) for span in found)

    def span(self, span: Span) -> str:
        match span:
            case Text(text):
                # Runs of spaces keep their width: tables typed by hand stay readable.
                return escape(text, quote=False).replace("  ", " &nbsp;")
            case Marked(tag, inside):
                return f"<{tag}>{self.spans(inside)}</{tag}>"
            case Code(text):
                return f"<code{self.look.code}>{escape(text, quote=False)}</code>"
            case Link(address, inside):
                return f'<a href="{escape(address)}"{self.look.link}>{self.spans(_unlinked(inside))}</a>'
            case Picture(alt, source):
                address = self.picture(source)
                return (
                    f'<img src="{escape(address)}" alt="{escape(alt)}"{self.look.picture}>' if address else escape(f"[{alt}]", quote=False)
                )


def _unlinked(inside: tuple[Span, ...]) -> tuple[Span, ...]:
    """A link holds no links."""
    return tuple(span.inside[0] if isinstance(span, Link) else span for span in inside)
