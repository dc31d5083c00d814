"""How a raw mail is understood: bytes in, `ParsedMail` out; no Django, no network, no database, no exception."""

import re
from collections.abc import Callable

from onmaru.channels.email.mime.addresses import addresses, bare_addresses, first_address
from onmaru.channels.email.mime.authentication import proven
from onmaru.channels.email.mime.bodies import read_body
from onmaru.channels.email.mime.dates import parse_date
from onmaru.channels.email.mime.headers import Headers
from onmaru.channels.email.mime.machine import read_guards, recognise
from onmaru.channels.email.mime.message_ids import first_message_id, message_ids
from onmaru.channels.email.mime.parsed import (
    Address,
    Bounce,
    Guards,
    Invitation,
    ParsedAttachment,
    ParsedMail,
)
from onmaru.channels.email.mime.quotes import split
from onmaru.channels.email.mime.sanitise import sanitise
from onmaru.channels.email.mime.tree import read_tree

__all__ = [
    "Address",
    "Bounce",
    "Guards",
    "Invitation",
    "ParsedAttachment",
    "ParsedMail",
    "parse",
]

FORWARDING = re.compile(r"\s*(?:fwd?|wg|tr|전달)\s*:", re.IGNORECASE)
IsOwn = Callable[[str, str], bool]


def parse(raw: bytes, *, is_own: IsOwn | None = None) -> ParsedMail:
    """The meaning of any bytes; `is_own(message_id, value of X-Onmaru)` tells our own mail coming back."""
    try:
        return _parse(raw, is_own)
    except Exception as problem:  # One bad mail never stops the next; the warning says what went wrong.
        text = raw[:1_000_000].decode("utf-8", "replace").replace("\0", "")
        return ParsedMail(text=text, reply=text, warnings=(f"not_understood: {type(problem).__name__}",))


def _parse(raw: bytes, is_own: IsOwn | None) -> ParsedMail:
    warnings: list[str] = []
    root = read_tree(raw, warnings)
    headers = root.headers
    body = read_body(root, raw, warnings)
    rendered = body.rendered()
    text = rendered.text.strip("\n")
    answering = bool(headers.first("in-reply-to")) and not FORWARDING.match(headers.text("subject"))
    parts = split(rendered.lines, rendered.quoted, rendered.signed, answering)
    message_id = first_message_id(headers.first("message-id"))
    from_ = first_address(headers, "from")
    verdict = recognise(headers, body, text, is_own)
    _warn_missing(headers, message_id, from_, warnings)
    return ParsedMail(
        message_id=message_id,
        in_reply_to=next(iter(message_ids(headers.first("in-reply-to"))), None),
        references=message_ids(" ".join(headers.raw("references"))),
        date=parse_date(headers.text("date")),
        from_=from_ or Address(),
        sender=first_address(headers, "sender"),
        reply_to=addresses(headers, "reply-to"),
        to=addresses(headers, "to"),
        cc=addresses(headers, "cc"),
        subject=headers.text("subject")[:2000],
        text=text,
        reply=parts.reply,
        quoted=parts.quoted,
        signature=parts.signature,
        html=sanitise(body.html(), warnings),
        attachments=tuple(body.attachments),
        machine=verdict.machine,
        bounce=verdict.bounce,
        warnings=tuple(dict.fromkeys(warnings)),
        return_path=_return_path(headers),
        delivered_to=bare_addresses(
            headers,
            "delivered-to",
            "x-original-to",
            "envelope-to",
            "x-envelope-to",
            "x-forwarded-to",
            "x-rcpt-to",
        ),
        calendar=body.calendar,
        guards=read_guards(headers),
        proven=proven(headers, from_.address) if from_ else None,
    )


def _return_path(headers: Headers) -> str | None:
    if not headers.has("return-path"):
        return None
    return next(iter(bare_addresses(headers, "return-path")), "")


def _warn_missing(headers: Headers, message_id: str | None, from_: Address | None, warnings: list[str]) -> None:
    if message_id is None:
        warnings.append("no_message_id")
    if from_ is None or not from_.address:
        warnings.append("no_from")
    if not headers.first("date"):
        warnings.append("no_date")
    elif parse_date(headers.text("date")) is None:
        warnings.append("unreadable_date")
