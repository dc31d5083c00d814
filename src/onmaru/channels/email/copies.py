"""Whether our own mailbox holds a mail: the proof that the server took it. See docs/decisions/exactly-once-mail.md."""

from collections.abc import Iterator
from datetime import timedelta

from imap_tools.errors import MailboxFolderSelectError

from onmaru.channels.email import own
from onmaru.channels.email.imap import Connection
from onmaru.channels.email.settings import Imap
from onmaru.kit import clock

# A doubt is cleared within minutes; the days only spare the server a search through years.
LOOK_BACK = timedelta(days=3)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_KEEPS_ALL = ("\\Sent", "\\All", "\\Archive")


def holds(imap: Imap, channel_id: int, external_id: str) -> bool:
    """Look for a mail of ours in every folder where it can be. Raises what the connection raises."""
    connection = Connection(imap, channel_id)
    try:
        return any(connection.search(_criteria(external_id)) for _ in _folders(connection, imap))
    finally:
        connection.close()


def _criteria(external_id: str) -> str:
    day = clock.now() - LOOK_BACK
    since = f"SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}"
    # By our mark too: some providers give every mail a Message-ID of their own.
    return f'{since} OR HEADER Message-ID "<{external_id}>" HEADER {own.HEADER} "{own.mark(external_id)}"'


def _folders(connection: Connection, imap: Imap) -> Iterator[str]:
    """Select one folder after another. The one that mail is moved from comes before those it is moved to, so a move cannot hide it."""
    yield imap.folder
    others = [folder.name for folder in connection.box.folder.list() if any(flag in _KEEPS_ALL for flag in folder.flags)]
    for name in dict.fromkeys([imap.moves_to, *others]):
        if name and name != imap.folder:
            try:
                connection.box.folder.set(name, readonly=True)
            except MailboxFolderSelectError:
                continue
            yield name
