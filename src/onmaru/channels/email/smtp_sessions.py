"""Open SMTP sessions between two mails, since signing in costs more than sending. Each is one sender’s at a time and soon closed."""

import smtplib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from onmaru.channels.email.settings import Smtp
from onmaru.channels.email.smtp import open_session

IDLE_SECONDS = 10.0
# Servers dislike sessions without end; some close them after a hundred mails, in the middle of one.
MOST_MAILS = 50

_Key = tuple[int, Smtp]
_lock = threading.Lock()
_resting: dict[_Key, list[tuple[smtplib.SMTP, float, int]]] = {}


@contextmanager
def session(smtp: Smtp, channel_id: int) -> Iterator[smtplib.SMTP]:
    """A session of this thread's own until the block ends; one that was closed in the block is not kept."""
    key = (channel_id, smtp)
    current, mails = _rested(key)
    if current is None:
        current, mails = open_session(smtp, channel_id), 0
    try:
        yield current
    except BaseException as fault:
        if not isinstance(fault, Exception):
            current.close()
        raise
    finally:
        if current.sock is not None and mails + 1 < MOST_MAILS:
            _rest(key, current, mails + 1)
        elif current.sock is not None:
            _quit(current)


def _rested(key: _Key) -> tuple[smtplib.SMTP | None, int]:
    while True:
        with _lock:
            waiting = _resting.get(key)
            if not waiting:
                return None, 0
            current, since, mails = waiting.pop()
        # The server may have closed it meanwhile; nothing is lost by asking.
        if time.monotonic() - since < IDLE_SECONDS and _answers(current):
            return current, mails
        current.close()


def _answers(current: smtplib.SMTP) -> bool:
    try:
        return current.rset()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _rest(key: _Key, current: smtplib.SMTP, mails: int) -> None:
    with _lock:
        _resting.setdefault(key, []).append((current, time.monotonic(), mails))
    timer = threading.Timer(IDLE_SECONDS, close_idle)
    timer.daemon = True
    timer.start()


def close_idle(longer_than: float = IDLE_SECONDS) -> None:
    """Close what has been resting for this many seconds."""
    before = time.monotonic() - longer_than
    with _lock:
        idle = [one for waiting in _resting.values() for one in waiting if one[1] <= before]
        for key, waiting in list(_resting.items()):
            _resting[key] = [one for one in waiting if one[1] > before]
            if not _resting[key]:
                del _resting[key]
    for current, _since, _mails in idle:
        _quit(current)


def _quit(current: smtplib.SMTP) -> None:
    try:
        current.quit()
    except (OSError, smtplib.SMTPException):
        current.close()
