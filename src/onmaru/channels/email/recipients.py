"""Which of our channels an address belongs to."""

import time

from onmaru.channels.email import settings
from onmaru.channels.email.kind import KIND
from onmaru.inbox.models import Channel

# A channel connected just now is known after as many seconds.
FRESH = 5.0


class AddressBook:
    """The addresses of all active e-mail channels, read anew every few seconds: decrypting settings for each recipient would be slow."""

    def __init__(self) -> None:
        self._channels: dict[str, int] = {}
        self._until = 0.0

    def channel_of(self, address: str) -> int | None:
        """By the address itself, else by what stands before its plus part."""
        if time.monotonic() >= self._until:
            active = Channel.objects.active().filter(kind=KIND.code).order_by("-pk")
            self._channels = {one: channel.pk for channel in active for one in settings.addresses(channel)}
            self._until = time.monotonic() + FRESH
        local, _, domain = address.strip("<> ").lower().rpartition("@")
        return self._channels.get(f"{local}@{domain}") or self._channels.get(f"{local.partition('+')[0]}@{domain}")
