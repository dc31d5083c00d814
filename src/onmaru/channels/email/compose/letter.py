"""A whole mail: who, to whom, about what, and the parts in the order that clients expect."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from email.utils import format_datetime

from django.utils.translation import gettext as _

from onmaru.channels.email.compose import html, parts, quote
from onmaru.channels.email.compose.addresses import deliverable
from onmaru.channels.email.compose.headers import clean, folded, mailbox, mailboxes, unstructured
from onmaru.inbox.outbound import Outbound, Permanent

# Marks of an answer that clients and people put before a subject; forwards are another thing and stay.
_ANSWER = re.compile(r"^\s*(?:re|aw|sv|antw|답장|회신|답변|返信|回复|回覆)\s*(?:\[\d+\]|\(\d+\))?\s*[::]\s*", re.IGNORECASE)
_ID = re.compile(r"[!-;=?-~]{1,800}")
NO_SUBJECT = {"ko": "문의하신 내용에 대한 답변입니다"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who we are in a mail: the channel's address and name, where answers go, our mark, the signature, the shop's clock."""

    address: str
    name: str
    reply_to: str
    mark: tuple[str, str]
    zone: tzinfo
    signature: str = ""
    # Of the encoded mail; 25 MB is what most servers take.
    largest: int = 25_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """What SMTP needs: the envelope and the bytes."""

    sender: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    content: bytes


def compose(outbound: Outbound, sender: Sender, now: datetime) -> Letter:
    """Write the mail. Raises Permanent for one that cannot be written or is too large for any server."""
    files = sum(file.size for file in outbound.attachments)
    if files * 4 // 3 > sender.largest:
        raise _too_large(files * 4 // 3, sender.largest)
    to = tuple(deliverable(party.handle) for party in outbound.to)
    cc = tuple(deliverable(party.handle) for party in outbound.cc)
    head = "".join(_headers(outbound, sender, now, to, cc))
    boundary = hashlib.sha256(outbound.external_id.encode()).hexdigest()[:24]
    content = head.encode("ascii") + _body(outbound, sender).write(boundary)
    if len(content) > sender.largest:
        raise _too_large(len(content), sender.largest)
    return Letter(deliverable(sender.address), to, cc, content)


def _too_large(size: int, largest: int) -> Permanent:
    sentence = _("The mail would be %(size)d MB; mail servers take up to %(largest)d MB. Send large files as a link.")
    return Permanent(sentence % {"size": round(size / 1e6) or 1, "largest": round(largest / 1e6) or 1})


def _headers(outbound: Outbound, sender: Sender, now: datetime, to: tuple[str, ...], cc: tuple[str, ...]) -> Iterator[str]:
    yield folded("Date", [format_datetime(now.astimezone(sender.zone))])
    yield folded("From", mailbox(from_name(outbound, sender), deliverable(sender.address)))
    if to:
        yield folded("To", mailboxes(zip(to, (party.name for party in outbound.to), strict=True)))
    if cc:
        yield folded("Cc", mailboxes(zip(cc, (party.name for party in outbound.cc), strict=True)))
    yield folded("Reply-To", mailbox(sender.name, deliverable(sender.reply_to)))
    yield folded("Subject", unstructured(subject(outbound)))
    yield folded("Message-ID", [f"<{outbound.external_id}>"])
    if references := known_references(outbound):
        yield folded("In-Reply-To", [f"<{references[-1]}>"])
        yield folded("References", [f"<{reference}>" for reference in references])
    yield folded(sender.mark[0], [sender.mark[1]])
    if outbound.automatic:
        yield "Auto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\nPrecedence: auto_reply\r\n"
    if unsubscribe := outbound.options.get("unsubscribe"):
        yield folded("List-Unsubscribe", [f"<{re.sub(r'[^!-;=?-~]', '', unsubscribe)[:800]}>"])
        yield "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    yield "MIME-Version: 1.0\r\n"


def from_name(outbound: Outbound, sender: Sender) -> str:
    """Who speaks: the agent and the shop, or the shop alone where no person wrote."""
    person = "" if outbound.automatic else clean(outbound.sender_name)
    return " · ".join(part for part in (person, clean(sender.name)) if part)


def known_references(outbound: Outbound) -> list[str]:
    """The ids of the conversation so far, without those that are none: what strangers wrote stands in our header."""
    return [reference for reference in outbound.references if _ID.fullmatch(reference)]


def subject(outbound: Outbound) -> str:
    """The subject as it is sent: an answer has one "Re: ", however many it came with."""
    text = clean(outbound.subject)
    if not outbound.references:
        return text or _no_subject(outbound)
    while (shorter := _ANSWER.sub("", text, count=1)) != text:
        text = shorter
    return f"Re: {text or _no_subject(outbound)}"


def _no_subject(outbound: Outbound) -> str:
    return NO_SUBJECT.get(outbound.language, "Your message to us")


def _body(outbound: Outbound, sender: Sender) -> parts.Part:
    words, page = texts(outbound, sender)
    shown = [file for file in outbound.attachments if file.inline and file.cid and f"cid:{file.cid}" in page]
    rich = parts.text("html", page)
    if shown:
        rich = parts.multipart('related; type="text/html"', [rich, *(parts.file(file) for file in shown)])
    both = parts.multipart("alternative", [parts.text("plain", words), rich])
    loose = [parts.file(file) for file in outbound.attachments if file not in shown]
    return parts.multipart("mixed", [both, *loose]) if loose else both


def texts(outbound: Outbound, sender: Sender) -> tuple[str, str]:
    """The mail as plain text and as an HTML page: what was written, the signature, what is answered."""
    typed = re.sub(r"\r\n?", "\n", outbound.text).strip("\n")
    words, page = typed + "\n", outbound.html or html.from_text(typed)
    if signature := (outbound.signature or sender.signature).strip():
        signature = re.sub(r"\r\n?", "\n", signature)
        words += f"\n-- \n{signature}\n"
        page += html.signature(signature)
    # A machine that sends back what anybody wrote in somebody's name would carry spam for them.
    if outbound.quoted.strip() and outbound.quoted_at and not outbound.automatic:
        intro = quote.intro(outbound.quoted_at.astimezone(sender.zone), clean(outbound.quoted_by), outbound.language)
        text = quote.shortened(re.sub(r"\r\n?", "\n", outbound.quoted).strip("\n"))
        words += f"\n{intro}\n\n{quote.as_text(text)}\n"
        page += html.quote(intro, text)
    return words, html.document(page, outbound.language)
