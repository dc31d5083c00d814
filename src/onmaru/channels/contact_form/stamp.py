"""When a form was drawn, signed: what is sent a blink later was typed by a program, and what is sent twice is one message."""

import secrets
from datetime import timedelta

from django.core import signing

SALT = "onmaru.contact_form"
# Nobody reads a form, types an address and a message, and sends it, in less.
FASTEST = timedelta(seconds=2)
# A page may stay open over night.
OLDEST = timedelta(days=1)


def new() -> str:
    return signing.dumps(secrets.token_hex(8), salt=SALT)


def nonce(stamp: str) -> str | None:
    """What a stamp of ours holds; None for one that is forged or too old."""
    try:
        return signing.loads(stamp, salt=SALT, max_age=OLDEST)
    except signing.BadSignature:
        return None


def is_hasty(stamp: str) -> bool:
    """Whether a valid stamp was made a moment ago."""
    try:
        signing.loads(stamp, salt=SALT, max_age=FASTEST)
    except signing.BadSignature:
        return False
    return True
