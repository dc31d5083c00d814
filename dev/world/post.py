"""The demo's mail server: it takes every mail, counts it, and sends it nowhere."""

from __future__ import annotations

import socket

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

# Where the demo shop's mailbox sends its replies.
POST_PORT = 18025


def usable_port() -> int:
    """The usual one, or another where a second demo on this machine has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", POST_PORT))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Post:
    """Use as a context: listens on loopback meanwhile."""

    def __init__(self, port: int) -> None:
        self.taken = 0
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def __enter__(self) -> Post:
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    async def handle_DATA(self, _: SMTP, _session: Session, _envelope: Envelope) -> str:
        self.taken += 1
        return "250 2.0.0 Ok: kept in the demo"
