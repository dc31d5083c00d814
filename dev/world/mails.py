"""Turns what a customer says into the bytes their mail program would send."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import encode_rfc2231, format_datetime, formataddr
from hashlib import sha256
from html import escape

from dev.world.cast import SHOP_ADDRESS, SHOP_NAME, Customer
from dev.world.clients import Client, client
from dev.world.files import File
from dev.world.thread import Said, Thread
from dev.world.when import SEOUL

_CRLF = compat32.clone(linesep="\r\n", max_line_length=None)
# What a charset's label means to Python: Windows says KS C 5601 and writes CP949.
_CODECS = {"ks_c_5601-1987": "cp949", "euc-kr": "euc_kr"}


@dataclass(frozen=True, slots=True)
class Mail:
    """What somebody wants to say. The subject is that of the first mail; answers get their program's "Re:"."""

    writer: Customer
    subject: str
    text: str
    at: datetime
    copies: tuple[Customer, ...] = ()
    files: tuple[File, ...] = ()


def message_id(mail: Mail) -> str:
    """The same for the same mail, so that a story told twice is one story."""
    seed = f"{mail.writer.email} {mail.at.isoformat()} {mail.subject} {mail.text}"
    program = client(mail.writer.client, mail.writer.language)
    token = sha256(seed.encode()).hexdigest()[:24]
    return program.message_id.format(token=token, domain=mail.writer.email.partition("@")[2])


def said(mail: Mail, thread: Thread) -> Said:
    """The mail as the next one in its thread will quote it."""
    subject = subject_line(mail, thread)
    return Said(message_id(mail), mail.writer.name, mail.writer.email, mail.at, mail.text, subject)


def subject_line(mail: Mail, thread: Thread) -> str:
    return f"{client(mail.writer.client, mail.writer.language).re}{mail.subject}" if thread.said else mail.subject


def write(mail: Mail, thread: Thread) -> bytes:
    """A new mail, or the answer to the thread's last."""
    program = client(mail.writer.client, mail.writer.language)
    text, html = _bodies(mail, program, thread.last)
    charset = _charset(mail, program, text)
    body = _text("plain", text, charset, program.encoding)
    if html is not None:
        body = _multipart("alternative", [body, _text("html", html, charset, program.encoding)], mail)
    if mail.files:
        body = _multipart("mixed", [body, *(_attachment(each, charset, program) for each in mail.files)], mail)
    _head(body, mail, thread, charset)
    for name, value in program.headers.items():
        body[name] = value
    return body.as_bytes()


def write_away(mail: Mail, thread: Thread) -> bytes:
    """The automatic answer of somebody on holiday."""
    charset = mail.writer.charset or "utf-8"
    message = _text("plain", f"{mail.text}\n", charset, "base64")
    _head(message, mail, thread, charset)
    message.replace_header("Subject", _words(f"자동 회신: {mail.subject}", charset))
    message["Auto-Submitted"] = "auto-replied"
    message["X-Auto-Response-Suppress"] = "All"
    return message.as_bytes()


def _bodies(mail: Mail, program: Client, last: Said | None) -> tuple[str, str | None]:
    own = "\n\n".join(filter(None, [mail.text, program.signature]))
    introduction = program.introduce(last, mail.writer.email) if last else ""
    quoted = "\n".join(f"{program.mark}{line}".rstrip() for line in last.text.splitlines()) if last else ""
    text = f"{own}\n\n{introduction}\n{quoted}\n" if last else f"{own}\n"
    if program.html is None:
        return text, None
    quote = program.quote_html.format(introduction=_html(introduction.strip()), quote=_paragraphs(last.text)) if last else ""
    return text, program.html.format(text=_paragraphs(own), quote=quote)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{_html(line) or '&nbsp;'}</p>" for line in text.splitlines())


def _html(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")


def _charset(mail: Mail, program: Client, text: str) -> str:
    """What the program would use, or UTF-8 as soon as one letter does not fit."""
    wanted = mail.writer.charset or program.charset
    return wanted if _fits(text, wanted) else "utf-8"


def _fits(text: str, charset: str) -> bool:
    try:
        text.encode(_CODECS.get(charset, charset))
    except UnicodeEncodeError:
        return False
    return True


def _text(kind: str, text: str, charset: str, encoding: str) -> Message:
    raw = text.replace("\n", "\r\n").encode(_CODECS.get(charset, charset))
    part = Message(policy=_CRLF)
    if charset == "iso-2022-jp":
        encoding = "7bit"
    part["Content-Type"] = f'text/{kind}; charset="{charset}"'
    part["Content-Transfer-Encoding"] = encoding
    if encoding == "base64":
        raw = base64.encodebytes(raw)
    elif encoding == "quoted-printable":
        raw = quopri.encodestring(raw.replace(b"\r\n", b"\n"))
    part.set_payload(raw.decode("ascii", "surrogateescape"))
    return part


def _attachment(file: File, charset: str, program: Client) -> Message:
    part = Message(policy=_CRLF)
    part["Content-Type"] = file.content_type
    part["Content-Transfer-Encoding"] = "base64"
    if program.rfc2231:
        part["Content-Disposition"] = f"attachment; filename*={encode_rfc2231(file.name, 'utf-8')}"
    else:
        name = _words(file.name, charset)
        part.replace_header("Content-Type", f'{file.content_type}; name="{name}"')
        part["Content-Disposition"] = f'attachment; filename="{name}"'
    part.set_payload(base64.encodebytes(file.content).decode())
    return part


def _multipart(kind: str, parts: Sequence[Message], mail: Mail) -> Message:
    whole = Message(policy=_CRLF)
    boundary = f"----=_{kind}_{sha256(message_id(mail).encode()).hexdigest()[:16]}"
    whole["Content-Type"] = f'multipart/{kind}; boundary="{boundary}"'
    whole.set_payload(list(parts))
    return whole


def _head(message: Message, mail: Mail, thread: Thread, charset: str) -> None:
    message["Message-ID"] = message_id(mail)
    message["Date"] = format_datetime(mail.at.astimezone(SEOUL))
    message["From"] = _mailbox(mail.writer.name, mail.writer.email, charset)
    to = thread.answer_to if thread.said else SHOP_ADDRESS
    message["To"] = _mailbox(SHOP_NAME, to, charset)
    if mail.copies:
        message["Cc"] = ", ".join(_mailbox(each.name, each.email, charset) for each in mail.copies)
    message["Subject"] = _words(subject_line(mail, thread), charset)
    if thread.last:
        message["In-Reply-To"] = thread.last.message_id
        message["References"] = "\r\n ".join(each.message_id for each in thread.said)
    message["MIME-Version"] = "1.0"


def _mailbox(name: str, address: str, charset: str) -> str:
    return formataddr((name, address)) if name.isascii() else f"{_words(name, charset)} <{address}>"


def _words(text: str, charset: str) -> str:
    if text.isascii():
        return text
    codec = _CODECS.get(charset, charset) if _fits(text, charset) else "utf-8"
    return Header(text, codec, maxlinelen=70).encode(linesep="\r\n")
