"""Where Postfix cannot run (an ordinary user's machine): SMTP in Python that hands on to the same Dovecot."""

from __future__ import annotations

import asyncio
import re
import smtplib
import ssl
from collections import Counter
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.utils import formatdate, make_msgid

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from dev.mailhost.dovecot import Dovecot
from dev.mailhost.process import free_ports

_OURS = re.compile(r"@(.+\.)?example$", re.IGNORECASE)
_LIMIT = 104_857_600


class Relay:
    kind = "relay"

    def __init__(self, dovecot: Dovecot) -> None:
        self.smtp_port, self.submission_port, self.smtps_port = free_ports(3)
        self.refused: dict[str, str] = {}
        self._dovecot = dovecot
        self._accepted: Counter[str] = Counter()
        self._controllers: list[Controller] = []

    def start(self) -> None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(self._dovecot.certificate, self._dovecot.key)
        self._listen(_Door(self), self.smtp_port)
        self._listen(_Door(self, needs_password=True), self.submission_port, starttls=tls)
        self._listen(_Door(self, needs_password=True), self.smtps_port, tls=tls)

    def stop(self) -> None:
        for controller in self._controllers:
            controller.stop()

    def refuse(self, replies: dict[str, str]) -> None:
        """Say these replies to these recipients from now on."""
        self.refused = replies

    def accepted(self) -> Counter[str]:
        return Counter(self._accepted)

    def take(self, sender: str, recipients: list[str], content: bytes) -> None:
        """Deliver an accepted mail; what Dovecot will not have goes back to its sender."""
        self._accepted[str(BytesHeaderParser().parsebytes(content)["Message-ID"] or "").strip()] += 1
        with smtplib.LMTP("127.0.0.1", self._dovecot.ports.lmtp) as lmtp:
            for recipient in recipients:
                kept = f"X-Original-To: {recipient}\r\nDelivered-To: {recipient}\r\n".encode()
                try:
                    lmtp.sendmail(sender, [recipient], kept + content)
                except smtplib.SMTPDataError as refused:
                    if sender:
                        reply = f"{refused.smtp_code} {_text(refused.smtp_error)}"
                        lmtp.sendmail("", [sender], _bounce(sender, recipient, reply, content))

    def knows(self, login: LoginPassword) -> bool:
        return self._dovecot.password(login.login.decode()) == login.password.decode()

    def _listen(self, door: _Door, port: int, starttls: ssl.SSLContext | None = None, tls: ssl.SSLContext | None = None) -> None:
        controller = Controller(
            door,
            hostname="127.0.0.1",
            port=port,
            ssl_context=tls,
            tls_context=starttls,
            data_size_limit=_LIMIT,
            authenticator=door.authenticate,
            auth_require_tls=False,
        )
        controller.start()
        self._controllers.append(controller)


@dataclass
class _Door:
    """One port's manners; the method names are aiosmtpd's."""

    relay: Relay
    needs_password: bool = False

    def authenticate(self, _: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: object) -> AuthResult:
        return AuthResult(success=isinstance(login, LoginPassword) and self.relay.knows(login))

    async def handle_RCPT(self, _: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        if self.needs_password and not session.authenticated:
            return "530 5.7.0 Authentication required"
        if not _OURS.search(address):
            return "554 5.7.1 Relay access denied"
        refusal = self.relay.refused.get(address.lower())
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 2.1.5 Ok"

    async def handle_DATA(self, _: SMTP, _session: Session, envelope: Envelope) -> str:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        await asyncio.to_thread(self.relay.take, envelope.mail_from or "", envelope.rcpt_tos, content)
        return "250 2.0.0 Ok: queued"


def _text(answer: bytes | str) -> str:
    return answer.decode() if isinstance(answer, bytes) else answer


def _bounce(sender: str, recipient: str, reply: str, content: bytes) -> bytes:
    """A delivery status notification as RFC 3464 has it; the reply is "550 5.1.1 why"."""
    parts = {
        "text/plain": f"Your message to <{recipient}> could not be delivered: {reply}\r\n",
        "message/delivery-status": (
            "Reporting-MTA: dns; mail.haru.example\r\n\r\n"
            f"Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\n"
            f"Status: {reply.split()[1]}\r\nDiagnostic-Code: smtp; {reply}\r\n"
        ),
        "text/rfc822-headers": content.partition(b"\r\n\r\n")[0].decode("latin-1"),
    }
    header = (
        f"From: Mail Delivery System <MAILER-DAEMON@mail.haru.example>\r\nTo: {sender}\r\n"
        "Subject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\n"
        f"Date: {formatdate()}\r\nMessage-ID: {make_msgid(domain='mail.haru.example')}\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=_bounce"\r\n\r\n'
    )
    body = "".join(f"--=_bounce\r\nContent-Type: {kind}\r\n\r\n{text}\r\n" for kind, text in parts.items())
    return f"{header}{body}--=_bounce--\r\n".encode()
