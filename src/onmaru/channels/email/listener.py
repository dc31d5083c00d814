"""A mail server of our own (SMTP, or LMTP behind another one) that takes mail for our channels' addresses, and no other."""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Event
from typing import Any, TypeVar

import structlog
from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connection, transaction

from onmaru.channels.actions.accept import accept
from onmaru.channels.email.recipients import AddressBook
from onmaru.channels.limits import Rate
from onmaru.channels.standing import Service
from onmaru.inbox.models import Channel

log = structlog.get_logger(__name__)
T = TypeVar("T")

CONNECTIONS = 20
RECIPIENTS = 100
# Mails a minute from one address: many for a person, few for a flood. LMTP's only client is our own mail server.
MAILS_A_MINUTE = 300
# Programs write lines far longer than the 998 bytes that the standard allows; refusing them would lose customers' mail.
LONGEST_LINE = 1024 * 1024
NOT_NOW = "451 4.3.0 Please try again later"


def services() -> Iterator[Service]:
    for protocol, address in ((Smtp, settings.SMTP_LISTEN), (Lmtp, settings.LMTP_LISTEN)):
        if address:
            host, _, port = address.rpartition(":")
            yield Service(f"{protocol.__name__.lower()}:{address}", partial(serve, protocol, host or "127.0.0.1", int(port)))


def serve(protocol: type["Smtp"] | type["Lmtp"], host: str, port: int, stop: Event) -> None:
    """Listen until `stop` is set."""
    with ThreadPoolExecutor(4, thread_name_prefix="mail-in") as threads:
        controller = _Controller(protocol, _Door(threads, protocol is Lmtp), host, port)
        controller.start()
        log.info("listener.ready", host=host, port=port, protocol=protocol.__name__)
        try:
            stop.wait()
        finally:
            controller.stop()


class _Counted(SMTP):
    """Refuses connections beyond the most that are served at once."""

    line_length_limit = LONGEST_LINE
    served: set[SMTP]
    is_refused = False

    def connection_made(self, transport: Any) -> None:
        if self not in self.served and len(self.served) >= CONNECTIONS:
            self.is_refused = True
            transport.write(b"421 4.7.0 Too many connections, please try again later\r\n")
            transport.close()
            return
        self.served.add(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.served.discard(self)
        if not self.is_refused:
            super().connection_lost(error)


class Smtp(_Counted):
    pass


class Lmtp(_Counted, LMTP):
    pass


class _Controller(Controller):
    def __init__(self, protocol: type[_Counted], door: "_Door", host: str, port: int) -> None:
        super().__init__(door, hostname=host, port=port)
        self.protocol, self.served = protocol, set[SMTP]()

    def factory(self) -> SMTP:
        made = self.protocol(
            self.handler,
            data_size_limit=settings.MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            hostname=settings.PUBLIC_HOST,
            ident="Onmaru",
            tls_context=_certificate(),
            timeout=120,
            loop=self.loop,
        )
        made.served = self.served
        return made


class _Door:
    """What is said to RCPT and DATA; the method names are aiosmtpd's."""

    def __init__(self, threads: ThreadPoolExecutor, is_lmtp: bool) -> None:
        self.threads, self.is_lmtp = threads, is_lmtp
        self.addresses = AddressBook()
        self.rate = Rate(MAILS_A_MINUTE, seconds=60)

    async def handle_MAIL(self, _: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if not self.is_lmtp and not self.rate.allows(str(session.peer[0] if session.peer else "")):
            return "451 4.7.1 Too many mails in a short time, please try again later"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, _: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]) -> str:
        if len(envelope.rcpt_tos) >= RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        try:
            channel_id = await self._aside(partial(self.addresses.channel_of, address))
        except Exception as fault:
            log.warning("listener.fault", fault=type(fault).__name__)
            return NOT_NOW
        if channel_id is None:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _: SMTP, _session: Session, envelope: Envelope) -> str:
        try:
            await self._aside(partial(self._keep, envelope))
        except Exception as fault:
            # Nothing was kept: the sending server keeps the mail and comes again.
            log.exception("listener.fault", fault=type(fault).__name__)
            answer = NOT_NOW
        else:
            answer = "250 2.0.0 OK, taken"
        # LMTP answers for each recipient; a mail is taken for all of them or for none.
        return "\r\n".join([answer] * len(envelope.rcpt_tos)) if self.is_lmtp else answer

    def _keep(self, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        by_channel: defaultdict[int, list[str]] = defaultdict(list)
        for address in envelope.rcpt_tos:
            if (channel_id := self.addresses.channel_of(address)) is not None:
                by_channel[channel_id].append(address)
        channels = Channel.objects.in_bulk(by_channel)
        source = "lmtp" if self.is_lmtp else "smtp"
        # A report has no sender, written as an empty pair of brackets.
        sender = (envelope.mail_from or "").strip("<>")
        with transaction.atomic():
            for channel_id, recipients in by_channel.items():
                accept(channels[channel_id], envelope.content, source, meta={"mail_from": sender, "rcpt_to": recipients})

    async def _aside(self, work: Callable[[], T]) -> T:
        """In a thread, because the database must not hold up the other connections."""

        def run() -> T:
            try:
                return work()
            finally:
                connection.close()

        return await asyncio.get_running_loop().run_in_executor(self.threads, run)


def _certificate() -> ssl.SSLContext | None:
    """For STARTTLS, where the operator has one."""
    if not settings.SMTP_CERTIFICATE:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings.SMTP_CERTIFICATE, settings.SMTP_KEY or None)
    return context
