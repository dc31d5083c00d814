"""What customers say back: they read an agent's reply in their mailbox, and answer it."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from dev.world.inquiries import RawLetter
from dev.world.mails import Mail, said, write, write_away
from dev.world.phrases import THANKS
from dev.world.thread import Said, Thread


class Correspondent:
    """Somebody who wrote once, with all that was said since."""

    def __init__(self, first: RawLetter) -> None:
        self.mail = first.mail
        self._thread = Thread((said(first.mail, Thread()),))
        self._read = 0

    def hears(self, mailbox: list[bytes]) -> bool:
        """Read what is new in their mailbox; whether a person wrote it."""
        news = [_parsed(raw) for raw in mailbox[self._read :]]
        self._read = len(mailbox)
        written = [mail for mail in news if not mail["Auto-Submitted"]]
        for mail in written:
            self._thread = self._thread.and_then(*_heard(mail))
        return bool(written)

    def answers(self, choice: random.Random, at: datetime | None = None) -> RawLetter:
        """A short answer to the last thing they heard."""
        return self.says(choice.choice(THANKS), at)

    def says(self, text: str, at: datetime | None = None) -> RawLetter:
        """These words, under what they quote of the last thing they heard."""
        mail = self._next(text, at)
        letter = RawLetter(mail, write(mail, self._thread))
        self._thread = self._thread.and_then(said(mail, self._thread))
        return letter

    def is_away(self, text: str, at: datetime | None = None) -> RawLetter:
        """What their mailbox says by itself while they are on holiday."""
        mail = self._next(text, at)
        return RawLetter(mail, write_away(mail, self._thread))

    def _next(self, text: str, at: datetime | None) -> Mail:
        return Mail(self.mail.writer, self.mail.subject, text, at or datetime.now(UTC))


def _parsed(raw: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(raw, policy=default))


def _heard(mail: EmailMessage) -> tuple[Said, str]:
    """The mail as it will be quoted, and where it asks to be answered."""
    sender = mail["From"].addresses[0]
    body = mail.get_body(("plain",))
    text = body.get_content().strip() if body else ""
    answer_to = (mail["Reply-To"] or mail["From"]).addresses[0].addr_spec
    spoken = Said(str(mail["Message-ID"]), sender.display_name, sender.addr_spec, mail["Date"].datetime, text, str(mail["Subject"]))
    return spoken, answer_to
