"""From a mail as it arrived to the message it means. Pure: no database, no network."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from onmaru.channels.adapter import Payload, Unreadable
from onmaru.channels.email import esp, own, settings, tokens
from onmaru.channels.email.fingerprint import fingerprint
from onmaru.channels.email.mime import Bounce, ParsedAttachment, ParsedMail
from onmaru.channels.email.mime import parse as parse_mime
from onmaru.inbox.inbound import Failure, Inbound, InboundAttachment, Machine, Party, ThreadHints
from onmaru.inbox.models import Channel
from onmaru.inbox.threading import thread_subject
from onmaru.language.detect import detect

# Nobody reads on beyond these; the whole mail is kept as it came.
LONGEST_TEXT = 200_000
LONGEST_HTML = 1_000_000
MOST_REFERENCES = 50
_HEAD = re.compile(rb"\r?\n\r?\n")
# Where the sender gave no Message-ID, ours ends so: nothing on the internet can have it.
NO_MESSAGE_ID = "no-message-id.invalid"
NO_SENDER = "no-sender.invalid"
# Addresses that a form or a platform writes from on a customer's behalf; the customer is whom it wants answered.
_ON_BEHALF = re.compile(r"^(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply\S*|webmaster|wordpress|form|forms|mailer|www-data)@")


def parse(payload: Payload, channel: Channel) -> list[Inbound]:
    """The message of a raw mail, or the messages of a mail provider's webhook call. Raises Unreadable for a mail we could not fetch."""
    if reason := payload.meta.get("set_aside"):
        raise Unreadable(reason)
    if payload.source == "hook":
        return [understand(raw, channel, envelope) for raw, envelope in esp.mails(payload, channel)]
    return [understand(payload.raw, channel, payload.meta)]


def understand(raw: bytes, channel: Channel, envelope: Mapping[str, Any]) -> Inbound:
    """One raw mail. `envelope` has what the mail server knew beside it: {"mail_from": …, "rcpt_to": […]}."""
    mail = parse_mime(raw, is_own=own.is_own)
    if not (mail.from_.address or mail.text or mail.attachments or mail.subject):
        raise Unreadable("empty")
    key = fingerprint(mail)
    ours = settings.addresses(channel)
    sender, machine = _sender(mail, ours, key)
    text = mail.reply or mail.text
    warnings = [*mail.warnings]
    if len(text) > LONGEST_TEXT:
        warnings.append("text_cut")
    if len(mail.html) > LONGEST_HTML:
        warnings.append("html_left_out")
    if mail.proven is False:
        warnings.append("forged_sender")
    external_id = _bare(mail.message_id) or f"{key[:32]}@{NO_MESSAGE_ID}"
    return Inbound(
        dedupe_key=key,
        external_id=external_id,
        sender=sender,
        text=text[:LONGEST_TEXT],
        subject=mail.subject,
        html=mail.html if len(mail.html) <= LONGEST_HTML else "",
        quoted=mail.quoted[:LONGEST_TEXT],
        signature=mail.signature[:LONGEST_TEXT],
        parties=_parties(mail),
        own_handles=ours,
        attachments=tuple(_attachment(attachment) for attachment in mail.attachments),
        hints=_hints(mail, sender, envelope),
        sent_at=mail.date,
        machine=machine,
        failure=_failure(mail.bounce),
        proven=mail.proven,
        language=detect(text) or detect(mail.subject),
        warnings=tuple(warnings),
    )


def glance(head: bytes) -> tuple[str, str]:
    """The sender and the subject of the beginning of a mail."""
    if head.lstrip()[:1] in {b"{", b"["} or head.startswith(b"--"):
        # A provider's call, whose mail stands somewhere inside.
        return "", ""
    mail = parse_mime(_HEAD.split(head, maxsplit=1)[0] + b"\r\n\r\n")
    return mail.from_.name or mail.from_.address, mail.subject


def _sender(mail: ParsedMail, ours: tuple[str, ...], key: str) -> tuple[Party, Machine | None]:
    """Who speaks, and whether it is a machine. A contact form writes in our name, or a platform's, for the customer in Reply-To."""
    machine: Machine | None = next((known for known in get_args(Machine) if known == mail.machine), None)
    speaker = mail.from_
    if not speaker.address and mail.sender:
        speaker = mail.sender
    from_us = speaker.address.lower() in ours
    if from_us or _ON_BEHALF.match(speaker.address.lower()):
        customer = next((one for one in mail.reply_to if one.address and one.address.lower() not in ours), None)
        if customer:
            return Party(customer.address, customer.name or speaker.name, "from"), machine
    if from_us and machine is None:
        # Our own address writing to itself may be anything, but answering it by machine could go on for ever.
        machine = "auto_reply"
    # Everybody who does not say who they are is somebody else.
    return Party(speaker.address or f"unknown-{key[:12]}@{NO_SENDER}", speaker.name, "from"), machine


def _parties(mail: ParsedMail) -> tuple[Party, ...]:
    # Reply-To first: of ten thousand recipients only the first hundred are kept, and it decides whom an answer goes to.
    answer_to = [Party(one.address, one.name, "reply_to") for one in mail.reply_to if one.address]
    to = [Party(one.address, one.name, "to") for one in mail.to if one.address]
    return (*answer_to, *to, *(Party(one.address, one.name, "cc") for one in mail.cc if one.address))


def _attachment(file: ParsedAttachment) -> InboundAttachment:
    return InboundAttachment(
        name=file.name,
        content_type=file.type,
        size=file.size,
        # The parsed bytes themselves, so that a large file is in memory once.
        read=lambda: (file.content,),
        inline=file.inline,
        cid=file.cid or "",
    )


def _hints(mail: ParsedMail, sender: Party, envelope: Mapping[str, Any]) -> ThreadHints:
    earlier = [_bare(mail.in_reply_to), *(_bare(one) for one in reversed(mail.references))]
    # Behind one form's address stand many people, so its fixed subject glues nobody to anybody.
    for_others = any(one.address.lower() != sender.handle.lower() for one in mail.reply_to)
    return ThreadHints(
        conversation_id=_named(mail, envelope, tokens.conversation_id),
        side_thread_id=_named(mail, envelope, tokens.side_thread_id),
        references=tuple(dict.fromkeys(one for one in earlier if one))[:MOST_REFERENCES],
        subject="" if for_others or sender.handle.lower() != mail.from_.address.lower() else thread_subject(mail.subject),
    )


def _named(mail: ParsedMail, envelope: Mapping[str, Any], number: Callable[[str], int | None]) -> int | None:
    """What our signed reply address names, wherever that stands: the envelope's recipients first, for a header can be long."""
    written = (one.address for one in (*mail.to, *mail.cc))
    every: Iterable[str] = (*envelope.get("rcpt_to", ()), *mail.delivered_to, *written)
    return next((found for address in every if (found := number(address)) is not None), None)


def _failure(bounce: Bounce | None) -> Failure | None:
    if bounce is None:
        return None
    return Failure(
        external_id=_bare(bounce.original_message_id),
        recipient=bounce.recipient or bounce.original_recipient or "",
        permanent=bounce.permanent,
        reason=(bounce.diagnostic or bounce.status or "")[:1000],
        status=bounce.status or "",
    )


def _bare(message_id: str | None) -> str:
    bare = (message_id or "").strip("<> ")
    # An id of signs alone ("<@>") is what a broken program gives to every mail.
    return bare if any(sign.isalnum() for sign in bare) else ""
