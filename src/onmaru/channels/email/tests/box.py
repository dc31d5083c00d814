"""A mailbox on the mail host, connected to a channel."""

from __future__ import annotations

import smtplib
from dataclasses import replace
from itertools import count
from typing import Any

from dev.mailhost import MailHost
from onmaru.channels.email import imap
from onmaru.channels.email.actions.follow import follow
from onmaru.channels.email.fetch import Fetcher
from onmaru.channels.email.imap import Connection
from onmaru.channels.email.settings import EmailSettings, Imap
from onmaru.channels.email.tests.letters import letter
from onmaru.inbox.models import Channel, Message
from onmaru.kit.inline_jobs import run_waiting

numbers = count(1)


def mails(*words: str) -> list[bytes]:
    return [letter(word, Message_ID=f"<{word}-{next(numbers)}@customer.example>") for word in words]


class Box:
    """One mailbox on the mail host, connected to a channel of its own."""

    def __init__(self, host: MailHost, channel: Channel) -> None:
        self.host, self.channel = host, channel
        self.address = f"help{next(numbers)}@haru.example"
        host.add_mailbox(self.address, "비밀번호 1234")
        channel.handle = self.address
        self.imap = Imap(
            host="localhost", port=host.imap_port, user=self.address, password="비밀번호 1234", ca_file=str(host.ca_file), poll_seconds=5
        )
        self.change()
        self.fetcher = Fetcher(channel, self.imap)

    def change(self, **changed: Any) -> None:
        self.imap = replace(self.imap, **changed)
        self.channel.settings = EmailSettings(imap=self.imap).to_json()
        self.channel.save()
        self.fetcher = Fetcher(self.channel, self.imap)

    def arrive(self, *raws: bytes, to: str = "") -> None:
        # Straight to Dovecot: a mail server on the way would deliver in any order.
        with smtplib.LMTP("127.0.0.1", self.host.lmtp_port) as lmtp:
            for raw in raws:
                lmtp.sendmail("yuna@customer.example", [to or self.address], raw)

    def look(self) -> int:
        connection = Connection(self.imap, self.channel.pk)
        try:
            return self.fetcher.look(connection, follow(self.channel, imap.place(self.imap)))
        finally:
            connection.close()

    def count(self, folder: str = "INBOX", which: str = "ALL") -> int:
        connection = Connection(replace(self.imap, folder=folder), self.channel.pk)
        try:
            return len(connection.search(which))
        finally:
            connection.close()

    def unseen(self) -> int:
        return self.count(which="UNSEEN")

    @property
    def texts(self) -> list[str]:
        run_waiting()
        return [message.text for message in Message.objects.filter(channel=self.channel, direction=Message.Direction.IN).order_by("id")]
