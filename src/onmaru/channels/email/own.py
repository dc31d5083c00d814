"""A mark on every mail of ours, by which we know it again when it comes back: a Message-ID alone can be copied by anybody."""

from onmaru.kit.crypto import signature, signature_fits

HEADER = "X-Onmaru"
PURPOSE = "own mail"


def mark(message_id: str) -> str:
    """The header's value for a mail with this Message-ID."""
    return signature(PURPOSE, message_id.strip("<> "), 32)


def is_own(message_id: str, value: str) -> bool:
    value = value.strip()
    return len(value) == 32 and signature_fits(PURPOSE, message_id.strip("<> "), value)
