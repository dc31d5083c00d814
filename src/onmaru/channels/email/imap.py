"""One connection to a mailbox: opened safely, and the few things we ask of it."""

import imaplib
import re
import socket
import ssl
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from hashlib import blake2b
from threading import Event
from typing import Any

import certifi
from imap_tools.errors import ImapToolsError
from imap_tools.idle import get_socket_poller
from imap_tools.mailbox import BaseMailBox
from imap_tools.utils import encode_folder

from onmaru.channels.email import oauth
from onmaru.channels.email.settings import Imap
from onmaru.kit.addresses import connect

SECONDS = 60.0
IDLE = "IDLE"
# What the connection raises when the server, or the way to it, is at fault; worth another try.
FAULTS = (imaplib.IMAP4.error, ImapToolsError, OSError)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SIZE = re.compile(rb"UID (\d+).*?RFC822\.SIZE (\d+)|RFC822\.SIZE (\d+).*?UID (\d+)", re.DOTALL)


class Rejected(Exception):
    """The mailbox does not take the name and password, or token, it was given."""


class _Plain(imaplib.IMAP4):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        return connect(self.host, self.port, timeout or SECONDS)


class _Tls(imaplib.IMAP4_SSL):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self.ssl_context.wrap_socket(connect(self.host, self.port, timeout or SECONDS), server_hostname=self.host.strip("[]"))


def trust(ca_file: str) -> ssl.SSLContext:
    """Verifies certificates by the machine's authorities, Mozilla's, and the operator's own file where there is one."""
    context = ssl.create_default_context(cafile=ca_file or None)
    context.load_verify_locations(certifi.where())
    return context


def place(imap: Imap) -> str:
    """Names a folder of a mailbox: a UID means something only together with it."""
    return blake2b(f"{imap.host}\n{imap.user}\n{imap.folder}".lower().encode(), digest_size=8).hexdigest()


class _Box(BaseMailBox):
    def __init__(self, imap: Imap) -> None:
        self.imap = imap
        super().__init__()

    def _get_mailbox_client(self) -> imaplib.IMAP4:
        host, port = self.imap.host, self.imap.port
        if self.imap.security == "tls":
            return _Tls(host, port, ssl_context=trust(self.imap.ca_file), timeout=SECONDS)
        client = _Plain(host, port, timeout=SECONDS)
        if self.imap.security == "starttls":
            client.starttls(trust(self.imap.ca_file))
        return client


class Connection:
    """An open, selected folder. imap-tools' own `flag` and `move` are not used: they expunge the whole folder, and with it what people
    have marked as deleted in other clients."""

    def __init__(self, imap: Imap, channel_id: int) -> None:
        self.box = _Box(imap)
        self.client: Any = self.box.client
        try:
            self._sign_in(imap, channel_id)
            # Servers tell most of what they can do only after the sign-in.
            self.offers = set(self.client.capability()[1][0].decode().upper().split())
            self.box.folder.set(imap.folder)
            # Both are owed by the standard; a server that owes them still has mail.
            self.uid_validity = self._told("UIDVALIDITY") or 1
            self.uid_next = self._told("UIDNEXT") or max(self.search("ALL"), default=0) + 1
        except BaseException:
            self.close()
            raise

    def _sign_in(self, imap: Imap, channel_id: int) -> None:
        try:
            if imap.oauth:
                self.box.xoauth2(imap.user, oauth.access_token(channel_id, imap.oauth), initial_folder=None)
            elif (imap.user + imap.password).isascii():
                self.box.login(imap.user, imap.password, initial_folder=None)
            else:
                self.box.login_utf8(imap.user, imap.password, initial_folder=None)
        except imaplib.IMAP4.abort:
            raise
        except (imaplib.IMAP4.error, ImapToolsError) as refusal:
            if imap.oauth:
                oauth.forget(imap.oauth)
            raise Rejected(_words(refusal)) from refusal

    def _told(self, what: str) -> int:
        given = self.client.untagged_responses.get(what)
        return int(given[-1]) if given and given[-1] else 0

    def search(self, criteria: str) -> list[int]:
        found = _ok(self.client.uid("SEARCH", criteria))
        return sorted({int(uid) for line in found if line for uid in line.split()})

    def since(self, uid: int) -> list[int]:
        # "n:*" always names the last mail, even one before n.
        return [found for found in self.search(f"UID {uid + 1}:*") if found > uid]

    def since_day(self, day: date, unseen: bool) -> list[int]:
        return self.search(f"{'UNSEEN ' if unseen else ''}SINCE {day.day}-{_MONTHS[day.month - 1]}-{day.year}")

    def sizes(self, uids: Iterable[int]) -> dict[int, tuple[int, datetime | None]]:
        """The size of each mail, in bytes, and when it came into the mailbox; without those that are gone meanwhile."""
        found: dict[int, tuple[int, datetime | None]] = {}
        for line in _ok(self.client.uid("FETCH", _list(uids), "(UID RFC822.SIZE INTERNALDATE)")):
            told = line if isinstance(line, bytes) else b"".join(line or ())
            if match := _SIZE.search(told):
                found[int(match[1] or match[4])] = int(match[2] or match[3]), _arrived(told)
        return found

    def raw(self, uid: int, headers_only: bool = False) -> bytes | None:
        """A mail as it is, left unread; None when it is gone."""
        for item in _ok(self.client.uid("FETCH", str(uid), f"(UID BODY.PEEK[{'HEADER' if headers_only else ''}])")):
            if isinstance(item, tuple):
                return item[1]
        return None

    def mark_seen(self, uids: Sequence[int]) -> None:
        if uids:
            _ok(self.client.uid("STORE", _list(uids), "+FLAGS.SILENT", r"(\Seen)"))

    def move(self, uids: Sequence[int], folder: str) -> None:
        """To another folder, which is made when there is none."""
        if not uids:
            return
        target: Any = encode_folder(folder)
        if not self.box.folder.exists(folder):
            self.box.folder.create(folder)
        if "MOVE" in self.offers:
            _ok(self.client.uid("MOVE", _list(uids), target))
            return
        _ok(self.client.uid("COPY", _list(uids), target))
        _ok(self.client.uid("STORE", _list(uids), "+FLAGS.SILENT", r"(\Seen \Deleted)"))
        if "UIDPLUS" in self.offers:
            _ok(self.client.uid("EXPUNGE", _list(uids)))

    def wait(self, seconds: float, stop: Event) -> None:
        """Until the folder has news, `stop` is set or the time is over."""
        if IDLE in self.offers:
            self._idle(seconds, stop)
        else:
            stop.wait(seconds)

    def _idle(self, seconds: float, stop: Event) -> None:
        client = self.client
        client.untagged_responses.pop("EXISTS", None)
        tag = client._command("IDLE")
        # News may come before the "+" that begins the waiting: it arrived after the last search.
        while client._get_response() is not None:
            if client.tagged_commands[tag]:
                raise imaplib.IMAP4.error(_words(client.tagged_commands.pop(tag)[1]))
        deadline = time.monotonic() + seconds
        news = "EXISTS" in client.untagged_responses
        while not (news or stop.is_set()) and (left := deadline - time.monotonic()) > 0:
            # In slices, because a set event wakes no socket.
            waiting = isinstance(client.sock, ssl.SSLSocket) and client.sock.pending()
            news = bool(waiting or get_socket_poller(client.sock, min(left, 1.0)))  # pyright: ignore[reportArgumentType]
        client.send(b"DONE\r\n")
        self.box.consume_until_tagged_response(tag)

    def close(self) -> None:
        try:
            self.client.logout()
        except (*FAULTS, AttributeError):
            # Whatever state the connection was in, its socket goes.
            self.client.shutdown()


def _arrived(told: bytes) -> datetime | None:
    local = imaplib.Internaldate2tuple(told)
    return datetime.fromtimestamp(time.mktime(local), UTC) if local else None


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error(_words(data))
    return data


def _list(uids: Iterable[int]) -> str:
    return ",".join(str(uid) for uid in uids)


def _words(told: object) -> str:
    """The server's words, without what we had said to it."""
    if isinstance(told, BaseException):
        told = getattr(told, "command_result", None) or (told.args[0] if told.args else "")
    if isinstance(told, list | tuple):
        told = " ".join(one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in told if one)
    return (told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told))[:500]
