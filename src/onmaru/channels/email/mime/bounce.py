# ruff: noqa: E501 - a pattern is read line by line, one language or one program each.
"""Delivery reports: what failed, for whom, why, and whether trying again could help."""

import re
from dataclasses import dataclass

from onmaru.channels.email.mime.addresses import bare_addresses
from onmaru.channels.email.mime.bodies import Body
from onmaru.channels.email.mime.charset import clean, guess
from onmaru.channels.email.mime.headers import Headers, read_headers
from onmaru.channels.email.mime.machine_patterns import BOUNCE_SUBJECT, BOUNCE_TEXT, DELAYED
from onmaru.channels.email.mime.message_ids import first_message_id
from onmaru.channels.email.mime.parsed import Bounce

STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)")
SMTP_CODE = re.compile(r"(?<![\d.:/-])([45][0-5]\d)(?=[ \-]|$)", re.MULTILINE)
ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,100}@[A-Za-z0-9-]{1,100}(?:\.[A-Za-z0-9-]{1,100}){1,8}")
LABELLED = re.compile(
    r"(?:final-recipient|original-recipient|recipient|to|받는 ?(?:사람|이)|수신(?:자|인)?|수신 ?메일 ?주소|수취인|宛先)"
    r"[^\S\n]{0,10}[:：][^\n]{0,100}?" + f"({ADDRESS.pattern})",
    re.IGNORECASE,
)
ANGLED = re.compile(rf"^[ \t]*<({ADDRESS.pattern})>[^\n]{{0,20}}[:\n]", re.MULTILINE)
ORIGINAL_ID = re.compile(r"^[>\s]{0,6}message-id:\s{0,4}(<[^<>\s]{1,900}>)", re.IGNORECASE | re.MULTILINE)
LABEL = re.compile(r"(?:[가-힣]{0,4} ?(?:사유|원인|이유)|reason|error|diagnostic-code)\s?[:：]\s?", re.IGNORECASE)
RETURNED = re.compile(
    r"^[ \t>]*-{2,}.{0,40}(?:below this line|returned message|copy of the message|original message|원본 ?메일|원문).{0,80}$"
    r"|^[ \t]*-{3,} ?(?:this is a copy|message header).{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
REASONS = (
    (r"user unknown|unknown user|no such (?:user|address|recipient)|does(?:n't| not) exist|존재하지 ?않는|없는 ?(?:계정|사용자|메일|주소|아이디|수신)"
     r"|recipient ?not ?found|address rejected|휴면|탈퇴", "5.1.1"),
    (r"mailbox (?:is )?full|over ?quota|quota exceeded|exceed[^\n]{0,20}quota|용량[^\n]{0,20}(?:초과|부족)|편지함[^\n]{0,12}(?:초과|가득)", "5.2.2"),
    (r"host (?:or domain name )?(?:unknown|not found)|no mx|domain[^\n]{0,20}not (?:exist|found)|도메인[^\n]{0,20}(?:없|찾을)", "5.1.2"),
    (r"message (?:size|too large)|too (?:big|large)|크기[^\n]{0,12}초과", "5.3.4"),
    (r"spam|blocked|blacklist|policy|스팸|차단", "5.7.1"),
)  # fmt: skip
REPORTS = {"message/delivery-status", "message/global-delivery-status"}
RECEIPTS = {
    "message/disposition-notification",
    "message/global-disposition-notification",
    "message/feedback-report",
}
READ_AT_MOST = 200_000


@dataclass(frozen=True, slots=True)
class Report:
    bounce: Bounce | None


@dataclass(frozen=True, slots=True)
class _Recipient:
    final: str
    original: str
    action: str
    status: str
    diagnostic: str

    @property
    def failed(self) -> bool:
        if self.action:
            return self.action.startswith("fail")
        return self.status.startswith("5")


def read_report(body: Body, text: str) -> Report | None:
    """What a structured report says (RFC 3464, RFC 8098); None when the mail carries none."""
    for kind, content in body.reports:
        if kind in REPORTS:
            recipients = _recipients(content)
            failed = [recipient for recipient in recipients if recipient.failed]
            if not failed:
                return Report(None) if recipients else None
            return Report(_bounce(failed, body, text))
    if any(kind in RECEIPTS for kind, _ in body.reports):
        return Report(None)
    return None


def _recipients(content: bytes) -> list[_Recipient]:
    out: list[_Recipient] = []
    unix = content[:READ_AT_MOST].replace(b"\r\n", b"\n")
    for group in re.split(rb"\n[ \t]*\n", unix):
        fields = read_headers(group.strip(b"\n"), 0, len(group))[0]
        final = _typed_address(fields.text("final-recipient"))
        original = _typed_address(fields.text("original-recipient"))
        action = fields.text("action").lower()
        if not (final or original or action):
            continue
        diagnostic = re.sub(r"^\s*[\w-]{1,20}\s*;\s*", "", fields.text("diagnostic-code"))
        status = STATUS.search(fields.text("status")) or STATUS.search(diagnostic)
        out.append(_Recipient(final, original, action, status[1] if status else "", diagnostic))
    return out


def _typed_address(value: str) -> str:
    value = value.partition(";")[2] if ";" in value else value
    match = ADDRESS.search(value)
    return (match[0] if match else value.strip().strip("<>"))[:500]


def _bounce(failed: list[_Recipient], body: Body, text: str) -> Bounce:
    first = failed[0]
    status = first.status or None
    if status is None and first.diagnostic:
        status = _status_in(first.diagnostic)
    addresses = [recipient.final or recipient.original for recipient in failed]
    return Bounce(
        recipient=addresses[0] or None,
        status=status,
        diagnostic=first.diagnostic[:2000] or None,
        permanent=not (status or "5").startswith("4"),
        original_message_id=_original_id(body, text),
        original_recipient=first.original or None,
        recipients=tuple(dict.fromkeys(address for address in addresses if address)),
    )


def looks_delayed(subject: str, text: str) -> bool:
    """Still trying is no failure, however alarming it reads."""
    if re.search(
        r"\(failure\)|failed permanently|permanent(?:ly)? (?:fatal )?(?:error|fail)|gave up",
        text[:5000],
        re.I,
    ):
        return False
    if re.search(r"\(failure\)|undeliverable|returned", subject, re.IGNORECASE):
        return False
    return bool(DELAYED.search(subject) or DELAYED.search(text[:5000]))


def read_plain_bounce(headers: Headers, body: Body, subject: str, text: str) -> Bounce | None:
    """A bounce without a report part (qmail, Exim, Exchange, Naver, Daum …); None when it does not read like one."""
    named = bare_addresses(headers, "x-failed-recipients")
    said = RETURNED.split(text[:READ_AT_MOST])[0][:20_000]
    if not (named or BOUNCE_SUBJECT.search(subject) or BOUNCE_TEXT.search(said[:5000])):
        return None
    own = set(bare_addresses(headers, "to", "from", "delivered-to", "x-original-to"))
    recipient = named[0] if named else _failed_address(said, own)
    diagnostic = _diagnostic(said, recipient)
    status = _status_in(diagnostic or "") or _status_in(said) or _status_by_reason(said)
    return Bounce(
        recipient=recipient,
        status=status,
        diagnostic=diagnostic,
        permanent=not (status or "5").startswith("4"),
        original_message_id=_original_id(body, text),
        recipients=named or ((recipient,) if recipient else ()),
    )


def _failed_address(said: str, own: set[str]) -> str | None:
    for pattern in (ANGLED, LABELLED):
        for match in pattern.finditer(said):
            if match[1].lower() not in own:
                return match[1]
    start = BOUNCE_TEXT.search(said)
    for match in [*ADDRESS.finditer(said, start.start() if start else 0), *ADDRESS.finditer(said)]:
        address = match[0].strip(".'")
        if address.lower() not in own and not re.match(r"(?:mailer-daemon|postmaster)@", address, re.IGNORECASE):
            return address
    return None


def _diagnostic(said: str, recipient: str | None) -> str | None:
    """The sentence with the reason: the lines with a code, else what follows the recipient."""
    lines = [line.strip() for line in said.split("\n")]
    for index, line in enumerate(lines):
        if STATUS.search(line) or SMTP_CODE.search(line):
            found = [line]
            for more in lines[index + 1 : index + 4]:
                if not more or STATUS.search(more) or ADDRESS.fullmatch(more):
                    break
                found.append(more)
            return _tidy(" ".join(found), recipient)
    labelled = re.search(r"(?:사유|원인|이유|reason|error|오류)[^\n:：]{0,20}[:：]\s{0,5}([^\n]{3,500})", said, re.IGNORECASE)
    if labelled:
        return _tidy(labelled[1], recipient)
    for index, line in enumerate(lines):
        if recipient and recipient.lower() in line.lower():
            after = next(
                (more for more in [line.partition(">:")[2].strip(), *lines[index + 1 : index + 4]] if more),
                "",
            )
            return _tidy(after, recipient)
    match = BOUNCE_TEXT.search(said)
    return _tidy(next(line for line in lines if match[0].split("\n")[0] in line), recipient) if match else None


def _tidy(line: str, recipient: str | None) -> str | None:
    line = re.sub(r"^<[^<>\s]{1,300}>:?\s*", "", " ".join(line.split()))
    line = line[match.end() :] if (match := LABEL.match(line)) else line
    return clean(line)[:2000] or None


def _status_in(text: str) -> str | None:
    enhanced = STATUS.search(text)
    if enhanced:
        return enhanced[1]
    code = SMTP_CODE.search(text)
    if code is None:
        return None
    reason = _status_by_reason(text)
    return code[1][0] + reason[1:] if reason else f"{code[1][0]}.0.0"


def _status_by_reason(text: str) -> str | None:
    lowered = text.lower()
    return next((status for pattern, status in REASONS if re.search(pattern, lowered)), None)


def _original_id(body: Body, text: str) -> str | None:
    """The Message-ID of the mail that came back, from its headers or wherever it is cited."""
    for kind, content in body.reports:
        if kind in ("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"):
            found = first_message_id(read_headers(content, 0, min(len(content), READ_AT_MOST))[0].first("message-id"))
            if found:
                return found
    for file in body.attachments:
        if file.type.startswith(("text/", "message/")):
            match = ORIGINAL_ID.search(guess(file.content[:READ_AT_MOST])[1])
            if match:
                return match[1]
    match = ORIGINAL_ID.search(text[:READ_AT_MOST])
    return match[1] if match else None
