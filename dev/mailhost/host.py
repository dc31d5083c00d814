from __future__ import annotations

import os
import shutil
import smtplib
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from typing import Self

from dev.mailhost import maildir
from dev.mailhost.answers import UNKNOWN, Answers
from dev.mailhost.dovecot import Dovecot
from dev.mailhost.postfix import Postfix
from dev.mailhost.relay import Relay


class MailHost:
    """One mail server for a test, a bench or the demo: `smtp` is "postfix", "relay", or None for whichever can run."""

    def __init__(self, smtp: str | None = None) -> None:
        # Servers drop to users of their own on the way, so the folder that mkdtemp closes must let them pass.
        self.home = Path(tempfile.mkdtemp(prefix="onmaru-mail-"))
        self.home.chmod(0o755)
        try:
            self._answers = Answers()
            self._dovecot = Dovecot(self.home)
            relay = smtp == "relay" or (smtp is None and not _postfix_can_run())
            self._smtp = Relay(self._dovecot) if relay else Postfix(self.home, self._dovecot)
        except BaseException:
            shutil.rmtree(self.home)
            raise

    def __enter__(self) -> Self:
        try:
            self._apply_answers()
            self._dovecot.start()
            self._smtp.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._smtp.stop()
        self._dovecot.stop()
        shutil.rmtree(self.home, ignore_errors=True)

    @property
    def imap_port(self) -> int:
        """IMAP over TLS; trust `ca_file`."""
        return self._dovecot.ports.imap

    @property
    def imap_plain_port(self) -> int:
        """IMAP in the clear, with STARTTLS offered."""
        return self._dovecot.ports.imap_plain

    @property
    def lmtp_port(self) -> int:
        return self._dovecot.ports.lmtp

    @property
    def smtp_port(self) -> int:
        """SMTP without a password, as another mail server speaks to us."""
        return self._smtp.smtp_port

    @property
    def submission_port(self) -> int:
        """SMTP with a mailbox's password, STARTTLS offered."""
        return self._smtp.submission_port

    @property
    def smtps_port(self) -> int:
        """SMTP over TLS with a mailbox's password."""
        return self._smtp.smtps_port

    @property
    def smtp_kind(self) -> str:
        return self._smtp.kind

    @property
    def ca_file(self) -> Path:
        return self._dovecot.certificate

    def add_mailbox(self, address: str, password: str) -> None:
        """Let somebody sign in. (Mail for an address is kept whether or not anybody can read it.)"""
        self._dovecot.set_password(address, password)

    def deliver(self, raw: bytes, to: str | Iterable[str], sender: str | None = None) -> None:
        """Send one mail by SMTP; the envelope's sender is the From unless given ("" for a bounce)."""
        self.deliver_all([(raw, to)], sender)

    def deliver_all(self, mails: Iterable[tuple[bytes, str | Iterable[str]]], sender: str | None = None) -> None:
        """Send many mails over one connection."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, local_hostname="client.example") as smtp:
            for raw, to in mails:
                recipients = [to] if isinstance(to, str) else list(to)
                smtp.sendmail(_sender(raw) if sender is None else sender, recipients, raw)

    def messages(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """Raw mails in a mailbox, oldest first."""
        return maildir.messages(self._dovecot.maildir(address), folder)

    def arrivals(self, address: str, folder: str = "INBOX") -> list[float]:
        """When each mail was put into the mailbox, in seconds since 1970, oldest first."""
        return [maildir.arrived(path) for path in maildir.paths(self._dovecot.maildir(address), folder)]

    def wait_for(self, address: str, count: int = 1, timeout: float = 10, folder: str = "INBOX") -> list[bytes]:
        """The mailbox's mails as soon as there are `count`; TimeoutError says how many came."""
        deadline = time.monotonic() + timeout
        while len(found := maildir.paths(self._dovecot.maildir(address), folder)) < count:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{address} has {len(found)} of {count} mails after {timeout:g} s")
            time.sleep(0.02)
        return self.messages(address, folder)

    def accepted_log(self) -> Counter[str]:
        """How often the SMTP server accepted each Message-ID ("" for mails without one)."""
        return self._smtp.accepted()

    def refuse(self, recipient: str, answer: str = UNKNOWN) -> None:
        """Answer RCPT for one recipient with this SMTP reply, such as "451 4.3.0 Try again later"."""
        self._answers.refuse(recipient, answer)
        self._smtp.refuse(self._answers.refused)

    def bounce(self, recipient: str) -> None:
        """Accept mail for one recipient, and return it to its sender afterwards."""
        self._answers.bounce(recipient)
        self._dovecot.set_full(self._answers.bounced)

    def accept(self, recipient: str) -> None:
        """Take back `refuse` and `bounce`."""
        self._answers.accept(recipient)
        self._apply_answers()

    def restart_uidvalidity(self, address: str, folder: str = "INBOX") -> int:
        """Give a folder a new UIDVALIDITY, as a server does that was restored from a backup."""
        return self._dovecot.restart_uidvalidity(address, folder)

    def _apply_answers(self) -> None:
        self._smtp.refuse(self._answers.refused)
        self._dovecot.set_full(self._answers.bounced)


def _postfix_can_run() -> bool:
    return os.getuid() == 0 and Path("/usr/lib/postfix/sbin/master").exists()


def _sender(raw: bytes) -> str:
    return parseaddr(str(message_from_bytes(raw)["From"] or ""))[1]
