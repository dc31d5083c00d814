"""Our reply addresses: help+c123.e237b2a036@shop.kr for a conversation, help+s45.… for a side thread.

The ten digits keep strangers from writing into them.
"""

import re

from onmaru.kit.crypto import signature, signature_fits

PURPOSE, SIDE_PURPOSE = "reply address", "side address"
_TAG = re.compile(r"\+c(\d{1,18})\.([0-9a-f]{10})@", re.IGNORECASE)
_SIDE_TAG = re.compile(r"\+s(\d{1,18})\.([0-9a-f]{10})@", re.IGNORECASE)


def address(channel_handle: str, conversation_id: int) -> str:
    """The channel's address with the conversation and its signature in the plus part."""
    local, _, domain = channel_handle.rpartition("@")
    return f"{local}+c{conversation_id}.{signature(PURPOSE, str(conversation_id), 10)}@{domain}"


def conversation_id(address: str) -> int | None:
    """The conversation of a reply address that we made; None for any other address."""
    return _number(_TAG, PURPOSE, address)


def side_address(channel_handle: str, side_thread_id: int) -> str:
    """The same for a side thread; its signature fits no conversation's number."""
    local, _, domain = channel_handle.rpartition("@")
    return f"{local}+s{side_thread_id}.{signature(SIDE_PURPOSE, str(side_thread_id), 10)}@{domain}"


def side_thread_id(address: str) -> int | None:
    """The side thread of an address that we gave to an outsider; None for any other address."""
    return _number(_SIDE_TAG, SIDE_PURPOSE, address)


def _number(tag: re.Pattern[str], purpose: str, address: str) -> int | None:
    found = tag.search(address)
    if found is None or not signature_fits(purpose, found[1], found[2]):
        return None
    return int(found[1])
