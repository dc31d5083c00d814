"""Watches one mailbox for as long as it is connected and its settings stay as they are."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from threading import Event

import structlog

from onmaru.channels.email import settings
from onmaru.channels.email.actions.follow import follow, report_fault, report_well
from onmaru.channels.email.fetch import Fetcher
from onmaru.channels.email.imap import FAULTS, Connection, Rejected, place
from onmaru.channels.email.oauth import SignInRefused
from onmaru.channels.email.settings import Imap
from onmaru.inbox.models import Channel
from onmaru.kit.http import PrivateAddress
from onmaru.kit.storage.errors import TooLarge

log = structlog.get_logger(__name__)

# Seconds between tries at a mailbox that cannot be reached, twice as many each time.
SHORTEST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
# A wrong password tried often locks the account at most providers.
PAUSE_AFTER_REFUSAL = 60.0
# How soon corrected settings end such a pause.
LOOK_AGAIN = 5.0


def watch(channel_id: int, stop: Event) -> None:
    """Fetch what comes until `stop` is set, the channel is paused, or it is to be reached in another way."""
    imap = _imap(channel_id)
    pause = Pause()
    while imap and not stop.is_set():
        channel = Channel.objects.get(pk=channel_id)
        try:
            _fetch_on(channel, imap, stop, pause)
        except (Rejected, SignInRefused, PrivateAddress) as refusal:
            report_fault(channel, str(refusal))
            pause.seconds = max(pause.seconds, PAUSE_AFTER_REFUSAL)
        except (*FAULTS, TooLarge) as fault:
            # Faults of the database are not caught: they end the watch and free its lock, and the next one begins afresh.
            report_fault(channel, f"{type(fault).__name__}: {fault}")
        if _imap(channel_id) != imap or not pause.passes(stop, partial(_still, channel_id, imap)):
            return


@dataclass
class Pause:
    """Between tries at a mailbox that cannot be reached: twice as long each time, short again once it could."""

    seconds: float = SHORTEST_PAUSE

    def passes(self, stop: Event, goes_on: Callable[[], bool]) -> bool:
        """Wait; false as soon as there is nothing to wait for."""
        log.info("mailbox.pause", seconds=self.seconds)
        left, self.seconds = self.seconds, min(self.seconds * 2, LONGEST_PAUSE)
        while left > 0:
            if stop.wait(min(left, LOOK_AGAIN)) or not goes_on():
                return False
            left -= LOOK_AGAIN
        return True


def _fetch_on(channel: Channel, imap: Imap, stop: Event, pause: Pause) -> None:
    """One connection's life. It ends with `stop`, with changed settings, or with a fault, which is raised."""
    connection = Connection(imap, channel.pk)
    try:
        fetcher = Fetcher(channel, imap)
        mailbox = follow(channel, place(imap))
        while not stop.is_set() and _still(channel.pk, imap):
            fetcher.look(connection, mailbox)
            report_well(channel)
            pause.seconds = SHORTEST_PAUSE
            connection.wait(imap.poll_seconds, stop)
    finally:
        connection.close()


def _still(channel_id: int, imap: Imap) -> bool:
    return _imap(channel_id) == imap


def _imap(channel_id: int) -> Imap | None:
    """How the mailbox is to be reached now; None when it is not to be."""
    channel = Channel.objects.active().filter(pk=channel_id).first()
    return settings.of(channel).imap if channel else None
