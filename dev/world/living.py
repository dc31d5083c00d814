"""A shop that is open: mail keeps coming, by real servers where the machine has them."""

from __future__ import annotations

import random
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path

from dev.mailhost import MailHost, MailHostUnavailable
from dev.world.answers import Correspondent
from dev.world.cast import SHOP_ADDRESS
from dev.world.inquiries import RawLetter, letters
from dev.world.opening import mailbox
from dev.world.post import Post, usable_port
from onmaru.channels.actions.accept import accept
from onmaru.channels.email import settings
from onmaru.channels.email.settings import EmailSettings, Imap, Smtp
from onmaru.inbox.models import Channel

# Seconds between two letters.
SHORTEST, LONGEST = 15.0, 60.0
# How long customers take to read a reply and to answer it.
READING = 10.0
# So many of the last customers look into their mailboxes.
REMEMBERED = 50
_PASSWORD = "haru"
_HERE = "127.0.0.1"


def keep_post() -> None:
    """Until interrupted."""
    port = usable_port()
    channel = _channel()
    _recover(channel)
    with _interruptible(), Post(port):
        if settings.of(channel).imap is None:
            _reach(channel, mailbox(port))
        signal.pause()


def live_on() -> None:
    """Until interrupted."""
    channel = _channel()
    _recover(channel)
    with _interruptible():
        try:
            host = MailHost()
        except MailHostUnavailable as missing:
            print(f"메일 서버 없이 새 메일을 넣습니다 ({missing}).", flush=True)
            _let_arrive(lambda letter: accept(channel, letter.raw, source="imap"), lambda address: [])
        else:
            with host, _connected(channel, host):
                print(f"새 메일이 IMAP으로 도착합니다 (포트 {host.imap_port}).", flush=True)
                _let_arrive(lambda letter: host.deliver(letter.raw, to=_recipient(letter)), host.messages)


def _let_arrive(hand_in: Callable[[RawLetter], object], mailbox: Callable[[str], list[bytes]]) -> None:
    """New letters, and answers of those who wrote them to what agents replied."""
    choice = random.Random()
    people: deque[Correspondent] = deque(maxlen=REMEMBERED)
    for letter in letters(seed=choice.randrange(2**32)):
        hand_in(letter)
        print(f"{letter.mail.writer.name}: {letter.mail.subject}", flush=True)
        people.append(Correspondent(letter))
        until = time.monotonic() + choice.uniform(SHORTEST, LONGEST)
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, READING))
            for person in people:
                if person.hears(mailbox(person.mail.writer.email)):
                    answer = person.answers(choice)
                    hand_in(answer)
                    print(f"{answer.mail.writer.name}: {answer.mail.text}", flush=True)


def _recipient(letter: RawLetter) -> str:
    return parseaddr(str(message_from_bytes(letter.raw)["To"]))[1]


@contextmanager
def _connected(channel: Channel, host: MailHost) -> Iterator[None]:
    """The shop's mailbox on this mail host, and as it was before when the host goes."""
    before = settings.of(channel)
    host.add_mailbox(SHOP_ADDRESS, _PASSWORD)
    ca_file = str(host.ca_file)
    imap = Imap(_HERE, host.imap_port, "tls", SHOP_ADDRESS, _PASSWORD, ca_file=ca_file)
    smtp = Smtp(_HERE, host.smtps_port, "tls", SHOP_ADDRESS, _PASSWORD, ca_file=ca_file)
    _reach(channel, replace(before, imap=imap, smtp=smtp))
    try:
        yield
    finally:
        _reach(channel, before)


def _recover(channel: Channel) -> None:
    """A live mode that was killed leaves the mailbox on a mail host that is gone."""
    imap = settings.of(channel).imap
    if imap and imap.host == _HERE and not Path(imap.ca_file).exists():
        _reach(channel, mailbox())


def _channel() -> Channel:
    return Channel.objects.get(kind="email", handle=SHOP_ADDRESS)


def _reach(channel: Channel, chosen: EmailSettings) -> None:
    channel.settings = chosen.to_json()
    channel.save(update_fields=["settings"])


@contextmanager
def _interruptible() -> Iterator[None]:
    """Ctrl-C and SIGTERM both end the block in order."""
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        yield
