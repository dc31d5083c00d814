"""Our reply address for a conversation: help+c123.e237b2a036@shop.kr. The ten digits keep strangers from writing into it."""

import re

from onmaru.kit.crypto import signature, signature_fits

PURPOSE = "reply address"
_TAG = re.compile(r"\+c(\d{1,18})\.([0-9a-f]{10})@", re.IGNORECASE)


def address(channel_handle: str, conversation_id: int) -> str:
    """The channel's address with the conversation and its signature in the plus part."""
    local, _, domain = channel_handle.rpartition("@")
    return f"{local}+c{conversation_id}.{signature(PURPOSE, str(conversation_id), 10)}@{domain}"


def conversation_id(address: str) -> int | None:
    """The conversation of a reply address that we made; None for any other address."""
    found = _TAG.search(address)
    if found is None or not signature_fits(PURPOSE, found[1], found[2]):
        return None
    return int(found[1])
