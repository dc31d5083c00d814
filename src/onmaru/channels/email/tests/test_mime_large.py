"""Large files are decoded piece by piece, and exactly as small ones are."""

from __future__ import annotations

import base64
import random

import pytest

from onmaru.channels.email.mime import transfer
from onmaru.channels.email.mime.transfer import undo_transfer

RANDOM = random.Random(7)


@pytest.mark.parametrize("size", [0, 1, 59, 60, 61, 62, 300, 301, 302])
@pytest.mark.parametrize("large", [10, 64, 77])
def test_pieces_of_any_length(size: int, large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "LARGE", large)
    content = RANDOM.randbytes(size)
    for encoded in (base64.encodebytes(content), base64.encodebytes(content).replace(b"\n", b"\r\n"), base64.b64encode(content)):
        warnings: list[str] = []
        assert undo_transfer(encoded, "base64", False, warnings) == content
        assert not warnings


@pytest.mark.parametrize("damage", [b"!!", b"=", b"*", b"A"])
@pytest.mark.parametrize("where", [0, 20, 333, 399])
def test_damaged_ones_are_mended_as_small_ones_are(damage: bytes, where: int, monkeypatch: pytest.MonkeyPatch) -> None:
    encoded = base64.b64encode(RANDOM.randbytes(299))
    damaged = encoded[:where] + damage + encoded[where:]
    small: list[str] = []
    as_small = undo_transfer(damaged, "base64", False, small)
    monkeypatch.setattr(transfer, "LARGE", 64)
    large: list[str] = []
    assert undo_transfer(damaged, "base64", False, large) == as_small
    assert large == small
