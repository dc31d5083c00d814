"""Mails of the product itself (a password reset): they leave by the first e-mail channel, or by the server that the operator named."""

import logging
import smtplib
from collections.abc import Sequence
from email.utils import getaddresses
from urllib.parse import unquote, urlsplit

from django.conf import settings as deployment
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from onmaru.channels.email import settings, smtp, smtp_sessions
from onmaru.channels.email.settings import Smtp
from onmaru.inbox.models import Channel
from onmaru.inbox.outbound import Permanent, Temporary, Unknown

log = logging.getLogger(__name__)
_SECURITY = {"smtp": "none", "smtp+starttls": "starttls", "smtps": "tls"}


class SystemMailBackend(BaseEmailBackend):
    """Django's way of sending. Whoever sends waits for the answer; nothing is queued or tried again."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        way = way_out()
        if way is None:
            # What the mail says must not stand in a log: it may be a link that opens an account.
            log.warning("A mail of the product was not sent: no e-mail channel and no ONMARU_SMTP_URL is set up.")
            return 0
        server, channel_id, sender = way
        return sum(self._send(message, server, channel_id, sender) for message in email_messages)

    def _send(self, message: EmailMessage, server: Smtp, channel_id: int, sender: str) -> bool:
        recipients = [address for _name, address in getaddresses(message.recipients()) if address]
        if not recipients:
            return False
        if sender:
            message.from_email = sender
        message.extra_headers.setdefault("Auto-Submitted", "auto-generated")
        envelope = getaddresses([message.from_email])[0][1]
        content = message.message().as_bytes().replace(b"\n", b"\r\n")
        try:
            with smtp_sessions.session(server, channel_id) as session:
                smtp.deliver(session, envelope, recipients, (), "", content, lambda: True)
        except (Temporary, Permanent, Unknown) as fault:
            if self.fail_silently:
                return False
            raise smtplib.SMTPException(fault.reason) from fault
        return True


def way_out() -> tuple[Smtp, int, str] | None:
    """The server, the channel it belongs to (0 for none) and the address that it lets us write from (empty: any)."""
    for channel in Channel.objects.active().filter(kind="email").order_by("id"):
        if server := settings.of(channel).smtp:
            return server, channel.pk, channel.handle
    return (server_of(deployment.SYSTEM_SMTP_URL), 0, "") if deployment.SYSTEM_SMTP_URL else None


def server_of(url: str) -> Smtp:
    """smtp://user:pass@host:port without TLS (only for hosts in ONMARU_PRIVATE_HOSTS), smtp+starttls://… or smtps://…"""
    parts = urlsplit(url)
    if parts.scheme not in _SECURITY or not parts.hostname:
        raise ValueError("ONMARU_SMTP_URL is not like smtps://user:password@smtp.example.com:465")
    return Smtp(
        host=parts.hostname,
        port=parts.port or {"smtps": 465, "smtp+starttls": 587}.get(parts.scheme, 25),
        security=_SECURITY[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
