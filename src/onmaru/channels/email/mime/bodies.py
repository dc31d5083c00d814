"""From the tree of parts to one text, one HTML, and the files."""

import hashlib
import html as entities
import re
from dataclasses import dataclass, field

from onmaru.channels.email.mime import charset
from onmaru.channels.email.mime.balance import MOST_TAGS, shallow
from onmaru.channels.email.mime.filenames import name_for, type_for
from onmaru.channels.email.mime.flowed import unflow
from onmaru.channels.email.mime.headers import read_headers
from onmaru.channels.email.mime.html_text import Rendered, html_to_text
from onmaru.channels.email.mime.invitations import read_invitation
from onmaru.channels.email.mime.parsed import Invitation, ParsedAttachment
from onmaru.channels.email.mime.smime import signed_content
from onmaru.channels.email.mime.tnef import unwrap_tnef
from onmaru.channels.email.mime.transfer import split_uuencode, undo_transfer
from onmaru.channels.email.mime.tree import Part, read_tree

TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
CMS = {"application/pkcs7-mime", "application/x-pkcs7-mime"}
SIGNATURES = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
CALENDAR = {"text/calendar", "application/ics"}
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
LOOKS_HTML = re.compile(r"\A\s*(?:<!doctype html|<html[\s>]|<body[\s>]|<table[\s>])|</(?:body|html)>\s*\Z", re.IGNORECASE)
#: A mail has few files and few nested wrappings; a bomb has many.
MOST_ATTACHMENTS = 1_000
DEEPEST_WRAPPING = 3
LONGEST_HTML = 30_000_000


@dataclass(slots=True)
class Block:
    """One stretch of the body: text, HTML, or both as alternatives of each other."""

    text: str = ""
    html: str = ""


@dataclass(slots=True)
class Body:
    blocks: list[Block] = field(default_factory=list)
    attachments: list[ParsedAttachment] = field(default_factory=list)
    calendar: Invitation | None = None
    #: Raw parts that the machine detection reads, by type.
    reports: list[tuple[str, bytes]] = field(default_factory=list)
    root_type: str = ""

    def rendered(self) -> Rendered:
        """The text, derived from HTML where only HTML exists, with the quote marks of the markup."""
        out = Rendered()
        for block in self.blocks:
            plain = [False] * (block.text.count("\n") + 1)
            lines = Rendered(block.text.split("\n"), plain, plain)
            if not block.text.strip():
                lines = html_to_text(block.html) if block.html else Rendered()
            if out.lines and lines.lines and out.lines[-1].strip() and lines.lines[0].strip():
                out.lines.append("")
                out.quoted.append(False)
                out.signed.append(False)
            out.lines += lines.lines
            out.quoted += lines.quoted
            out.signed += lines.signed
        return out

    def html(self) -> str:
        """All HTML; plain stretches between are wrapped, so that nothing is missing from the shown mail."""
        if not any(block.html.strip() for block in self.blocks):
            return ""
        return "\n".join(block.html or _as_html(block.text) for block in self.blocks)


def read_body(root: Part, data: bytes, warnings: list[str]) -> Body:
    reader = _Reader(data, warnings)
    reader.body.root_type = root.type
    reader.read(root, [])
    _mark_inline(reader)
    return reader.body


class _Reader:
    def __init__(self, data: bytes, warnings: list[str], wrapping: int = 0) -> None:
        self.data = data
        self.warnings = warnings
        self.wrapping = wrapping
        self.body = Body()
        self.hints: list[tuple[bool, bool]] = []

    def read(self, part: Part, above: list[Part]) -> None:
        if part.children:
            if part.type == "multipart/alternative":
                self.alternative(part, above)
            else:
                if part.type == "multipart/encrypted":
                    self.warnings.append("encrypted: pgp")
                for child in part.children:
                    self.read(child, [*above[-3:], part])
        elif self.is_body(part, above):
            self.text(part)
        else:
            self.file(part, above)

    def alternative(self, part: Part, above: list[Part]) -> None:
        """Children say the same thing: the first text and the last HTML make one block."""
        outer = self.body.blocks
        texts: list[str] = []
        htmls: list[str] = []
        for child in part.children:
            self.body.blocks = []
            self.read(child, [*above[-3:], part])
            html = self.body.html()
            text = "\n\n".join(block.text for block in self.body.blocks if block.text.strip())
            if html:
                htmls.append(html)
            if text and (not html or all(block.text.strip() for block in self.body.blocks)):
                texts.append(text)
        self.body.blocks = outer
        if len(set(texts)) > 1:
            self.warnings.append("alternative_ignored: text/plain")
        if texts or htmls:
            self.body.blocks.append(Block(next(iter(texts), ""), htmls[-1] if htmls else ""))

    def is_body(self, part: Part, above: list[Part]) -> bool:
        if part.type not in ("text/plain", "text/html", "text/enriched", "text/richtext"):
            return False
        if part.disposition == "attachment":
            return False
        if not part.filename:
            return True
        # A named text is a file, unless it stands where only a body can stand.
        if above and above[-1].type == "multipart/alternative":
            return True
        return not above and b"\0" not in self.content(part, False)

    def content(self, part: Part, is_text: bool) -> bytes:
        return undo_transfer(self.data[part.start : part.end], part.encoding, is_text, self.warnings)

    def text(self, part: Part) -> None:
        data = self.content(part, True)
        if part.type != "text/html":
            data, files = split_uuencode(data)
            for name, content in files:
                self.add(name, "", content)
        text = self.decoded(part, data)
        if part.type == "text/html" or (not part.declared and LOOKS_HTML.search(text[:200_000])):
            self.body.blocks.append(Block(html=self.shallow(text)))
            return
        if part.type != "text/plain":
            text = re.sub(r"<[^<>]{1,200}>", "", text)
        if part.params.get("format", "").lower() == "flowed":
            text = unflow(text, part.params.get("delsp", "").lower() == "yes")
        self.body.blocks.append(Block(text=text.rstrip()))

    def shallow(self, html: str) -> str:
        if len(html) > LONGEST_HTML or html.count("<") > MOST_TAGS:
            self.warnings.append("html_truncated")
        return shallow(html[:LONGEST_HTML])

    def decoded(self, part: Part, data: bytes) -> str:
        declared = part.params.get("charset", "")
        if not charset.is_known(declared.removeprefix("charset=")):
            self.warnings.append(f"unknown_charset: {declared[:40]}")
        if part.type == "text/html" and charset.codec(declared) is None:
            meta = META_CHARSET.search(data[:4096])
            declared = meta[1].decode("ascii", "replace") if meta else declared
        text, instead = charset.decode(data, declared)
        if instead:
            self.warnings.append(f"charset_guessed: {instead}")
        return charset.clean(text)

    def file(self, part: Part, above: list[Part]) -> None:
        content = self.content(part, part.type.startswith("text/"))
        kind = part.type
        if kind.startswith("message/") or kind == "text/rfc822-headers":
            self.body.reports.append((kind, content))
        if (kind in TNEF or part.filename.lower() == "winmail.dat") and self.tnef(content):
            return
        if (kind in CMS or part.filename.lower().endswith(".p7m")) and self.cms(content):
            return
        if kind in SIGNATURES:
            self.warnings.append("signed: pgp" if "pgp" in kind else "signed: smime")
        if kind in CALENDAR or part.filename.lower().endswith(".ics"):
            self.calendar(part, content)
        if not part.declared and part.disposition == "attachment":
            kind = type_for(part.filename, content)
        only_other = above and above[-1].type == "multipart/alternative" and not part.filename
        if only_other and kind.startswith("text/") and kind not in CALENDAR:
            self.warnings.append(f"alternative_ignored: {kind[:60]}")
            return
        if not content and not part.filename and part.disposition != "attachment":
            return
        cid = part.cid
        related = any(parent.type == "multipart/related" for parent in above)
        shown = part.disposition == "inline" or (related and cid is not None)
        inline = kind.startswith("image/") and part.disposition != "attachment" and shown
        self.add(part.filename, kind, content, cid, inline)

    def add(self, name: str, kind: str, content: bytes, cid: str | None = None, inline: bool = False) -> None:
        files = self.body.attachments
        if len(files) >= MOST_ATTACHMENTS:
            if len(files) == MOST_ATTACHMENTS and "too_many_attachments" not in self.warnings:
                self.warnings.append("too_many_attachments")
            return
        subject = ""
        if not name and kind in ("message/rfc822", "message/global"):
            subject = read_headers(content, 0, min(len(content), 200_000))[0].text("subject")
        name = name_for(name, kind or "application/octet-stream", len(files) + 1, subject)
        kind = kind or type_for(name, content)
        files.append(ParsedAttachment(name, kind, content, hashlib.sha256(content).hexdigest(), inline, cid))

    def calendar(self, part: Part, content: bytes) -> None:
        invitation = read_invitation(self.decoded(part, content))
        if invitation and not self.body.calendar:
            method = invitation.method or part.params.get("method", "").upper()[:20]
            values = {name: getattr(invitation, name) for name in Invitation.__slots__}
            self.body.calendar = Invitation(**(values | {"method": method}))

    def tnef(self, content: bytes) -> bool:
        unwrapped = unwrap_tnef(content)
        if unwrapped is None:
            self.warnings.append("damaged_tnef")
            return False
        for name, data in unwrapped.files:
            self.add(name, type_for(name, data), data)
        has_text = any(block.text.strip() or block.html.strip() for block in self.body.blocks)
        if not has_text and (unwrapped.text.strip() or unwrapped.html.strip()):
            self.body.blocks.append(Block(unwrapped.text, self.shallow(unwrapped.html)))
        self.warnings.append("tnef_unpacked")
        return True

    def cms(self, content: bytes) -> bool:
        inner = signed_content(content) if self.wrapping < DEEPEST_WRAPPING else None
        if inner is None:
            self.warnings.append("encrypted: smime")
            return False
        reader = _Reader(inner, self.warnings, self.wrapping + 1)
        reader.read(read_tree(inner, self.warnings), [])
        self.body.blocks += reader.body.blocks
        self.body.attachments += reader.body.attachments
        self.body.reports += reader.body.reports
        self.body.calendar = self.body.calendar or reader.body.calendar
        self.warnings.append("signed: smime")
        return True


def _mark_inline(reader: _Reader) -> None:
    """An image that the HTML refers to is part of it, whatever its disposition says."""
    html = "\n".join(block.html for block in reader.body.blocks if "cid:" in block.html.lower())
    used = set(re.findall(r"cid:([^\"'\s>)]{1,500})", entities.unescape(html), re.IGNORECASE))
    files = reader.body.attachments
    for index, file in enumerate(files):
        if file.cid and file.cid in used and not file.inline:
            files[index] = ParsedAttachment(file.name, file.type, file.content, file.sha256, True, file.cid)


def _as_html(text: str) -> str:
    return "<div>" + entities.escape(text.strip("\n"), quote=False).replace("\n", "<br>\n") + "</div>"
