"""One look into a mailbox: every new mail is kept first, and only then flagged or moved, so that nothing is lost in between."""

import imaplib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from django.conf import settings

from onmaru.channels.actions.accept import accept
from onmaru.channels.actions.set_aside import set_aside
from onmaru.channels.email.actions.follow import advance
from onmaru.channels.email.imap import Connection, place
from onmaru.channels.email.models import Mailbox
from onmaru.channels.email.settings import Imap
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel
from onmaru.kit import clock

log = structlog.get_logger(__name__)

# Flagging soon after storing keeps small what a kill in between makes us ask for again; one command for each would be slow.
BATCH = 50
# On the first look a shop wants its unanswered mail of lately, not all that was ever written to it.
FIRST_LOOK = timedelta(days=14)
# After a server numbered its mails anew: from before the last time all was well, because a mail's date is not when it arrived.
LOOK_BACK = timedelta(days=3)
# A mail that the server cannot give is left for an admin after this many looks.
TRIES = 3


@dataclass
class Fetcher:
    """Fetches one channel's folder. Remembers which mails the server could not give at earlier looks."""

    channel: Channel
    imap: Imap
    failed: dict[int, int] = field(default_factory=dict)

    def look(self, connection: Connection, mailbox: Mailbox) -> int:
        """Take what is new; gives how many were."""
        uids = self._new(connection, mailbox)
        goes_on = mailbox.uid_validity == connection.uid_validity
        taken = 0
        for start in range(0, len(uids), BATCH):
            batch = uids[start : start + BATCH]
            taken += self._take(connection, batch)
            # A first look, or one after the mails were numbered anew, counts when it is through: cut short, it begins again.
            if goes_on:
                advance(mailbox, connection.uid_validity, max(mailbox.last_uid, self._through(batch[-1])))
        if not goes_on:
            advance(mailbox, connection.uid_validity, self._through(max([connection.uid_next - 1, *uids[-1:]])))
        return taken

    def _through(self, uid: int) -> int:
        """Up to which number all is taken, of those up to `uid`."""
        return min([uid, *(failed - 1 for failed in self.failed)])

    def _new(self, connection: Connection, mailbox: Mailbox) -> list[int]:
        if mailbox.uid_validity == connection.uid_validity:
            return connection.since(mailbox.last_uid)
        self.failed.clear()
        if mailbox.uid_validity == 0:
            return connection.since_day((clock.now() - FIRST_LOOK).date(), unseen=True)
        well = mailbox.last_ok_at or self.channel.created_at
        return connection.since_day((well - LOOK_BACK).date(), unseen=False)

    def _take(self, connection: Connection, uids: Sequence[int]) -> int:
        keys = {uid: f"imap:{place(self.imap)}:{connection.uid_validity}:{uid}" for uid in uids}
        known = set(Delivery.objects.filter(channel=self.channel, key__in=keys.values()).values_list("key", flat=True))
        sizes = connection.sizes(uids)
        done: list[int] = []
        taken = 0
        for uid in uids:
            if keys[uid] not in known:
                try:
                    kept = self._keep(connection, uid, keys[uid], *sizes.get(uid, (None, None)))
                except imaplib.IMAP4.abort:
                    raise
                except imaplib.IMAP4.error as refusal:
                    kept = self._hold_back(connection, uid, keys[uid], str(refusal))
                taken += kept
                if not kept:
                    continue
            self.failed.pop(uid, None)
            done.append(uid)
        if self.imap.moves_to:
            connection.move(done, self.imap.moves_to)
        else:
            connection.mark_seen(done)
        return taken

    def _keep(self, connection: Connection, uid: int, key: str, size: int | None, arrived: datetime | None) -> bool:
        if size is not None and size > settings.MAX_MAIL_BYTES:
            set_aside(self.channel, connection.raw(uid, headers_only=True) or b"", "imap", key, "too_large", size=size)
            self.failed.pop(uid, None)
            # Neither flagged nor moved: it is in the tray by its head only, and people will look for it in the mailbox.
            return False
        raw = connection.raw(uid)
        if raw is None:
            self.failed.pop(uid, None)
            return False
        accept(self.channel, raw, "imap", key, meta={"uid": uid, "arrived": arrived.isoformat() if arrived else None})
        return True

    def _hold_back(self, connection: Connection, uid: int, key: str, refusal: str) -> bool:
        """The server says no to this mail: the next ones go on, and after a few looks an admin is told."""
        self.failed[uid] = self.failed.get(uid, 0) + 1
        log.warning("mail.refused", channel=self.channel.pk, uid=uid, tries=self.failed[uid])
        if self.failed[uid] >= TRIES:
            set_aside(self.channel, refusal.encode(), "imap", key, "server_cannot_give_it")
            del self.failed[uid]
        return False
