"""Addresses of files in chats. A picture cannot bring a token along, so its address is signed, and ends after a day or two."""

from datetime import timedelta

from django.urls import reverse

from onmaru.kit import clock
from onmaru.kit.crypto import signature, signature_fits

PURPOSE = "chat file"
DAY = int(timedelta(days=1).total_seconds())
LENGTH = 40


def link(key: str, number: int) -> str:
    """The same all day, so that browsers keep what they fetched."""
    until = (int(clock.now().timestamp()) // DAY + 2) * DAY
    return f"{reverse('widget_file', args=[key, number])}?until={until}&sign={signature(PURPOSE, _signed(key, number, until), LENGTH)}"


def opens(key: str, number: int, until: str, sign: str) -> bool:
    if not (until.isdecimal() and len(until) < 12 and len(sign) == LENGTH):
        return False
    return clock.now().timestamp() < int(until) and signature_fits(PURPOSE, _signed(key, number, int(until)), sign)


def _signed(key: str, number: int, until: int) -> str:
    return f"{key}/{number}/{until}"
