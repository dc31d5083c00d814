"""A shop that is open: mail keeps coming, by real servers where the machine has them."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from dev.mailhost import MailHost, MailHostUnavailable
from dev.world.cast import SHOP_ADDRESS
from dev.world.inquiries import RawLetter, letters
from dev.world.opening import mailbox
from dev.world.post import Post
from onmaru.channels.actions.accept import accept
from onmaru.channels.email import settings
from onmaru.channels.email.settings import EmailSettings, Imap, Smtp
from onmaru.inbox.models import Channel

# Seconds between two letters.
SHORTEST, LONGEST = 15.0, 60.0
_PASSWORD = "haru"
_HERE = "127.0.0.1"


def keep_post() -> None:
    """Until interrupted."""
    _recover(_channel())
    with _interruptible(), Post():
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
            _let_arrive(lambda letter: accept(channel, letter.raw, source="imap"))
        else:
            with host, _connected(channel, host):
                print(f"새 메일이 IMAP으로 도착합니다 (포트 {host.imap_port}).", flush=True)
                _let_arrive(lambda letter: host.deliver(letter.raw, to=SHOP_ADDRESS))


def _let_arrive(hand_in: Callable[[RawLetter], object]) -> None:
    pauses = random.Random()
    for letter in letters(seed=pauses.randrange(2**32)):
        hand_in(letter)
        print(f"{letter.mail.writer.name}: {letter.mail.subject}", flush=True)
        time.sleep(pauses.uniform(SHORTEST, LONGEST))


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
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        yield
