"""HTML made from what an agent typed."""

import html
import re

# An address ends before the punctuation of the sentence around it, and before Korean particles ("…/123으로").
_LINK = re.compile(r"https?://[^\s<>\"'가-힣]*[^\s<>\"'가-힣.,;:!?)\]}]", re.IGNORECASE)
_PARAGRAPH = '<p style="margin:0 0 1em 0">'


def from_text(text: str) -> str:
    """Paragraphs at empty lines, line breaks elsewhere, web addresses as links."""
    paragraphs = re.split(r"\n(?:[ \t]*\n)+", text.strip("\n"))
    return "".join(f"{_PARAGRAPH}{_lines(paragraph)}</p>\r\n" for paragraph in paragraphs)


def _lines(text: str) -> str:
    return "<br>\r\n".join(_linked(line) for line in text.split("\n"))


def _linked(line: str) -> str:
    made, at = "", 0
    indent = len(line) - len(line.lstrip(" "))
    if indent:
        made, line = "&nbsp;" * indent, line[indent:]
    for link in _LINK.finditer(line):
        address = html.escape(link[0])
        made += f'{_spaced(line[at : link.start()])}<a href="{address}">{address}</a>'
        at = link.end()
    return made + _spaced(line[at:])


def _spaced(text: str) -> str:
    """Runs of spaces keep their width: lists and tables typed by hand stay readable."""
    return re.sub(r"(?<= ) ", "&nbsp;", html.escape(text, quote=False).replace("\t", "    "))


def signature(text: str) -> str:
    return f'<div class="gmail_signature" style="color:#666">-- <br>\r\n{_lines(text)}</div>\r\n'


def quote(intro: str, text: str) -> str:
    """With the class names that every client's "show quoted text" knows."""
    return (
        f'<div class="gmail_quote"><div class="gmail_attr">{html.escape(intro, quote=False)}<br></div>\r\n'
        '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">\r\n'
        f"{_lines(text)}\r\n</blockquote></div>\r\n"
    )


def document(body: str, language: str) -> str:
    return (
        f'<!DOCTYPE html>\r\n<html lang="{html.escape(language)}"><head><meta charset="utf-8"></head>\r\n'
        f'<body style="font-family:sans-serif;font-size:14px;line-height:1.6">\r\n{body}</body></html>\r\n'
    )
