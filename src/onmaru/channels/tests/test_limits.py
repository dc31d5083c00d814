"""How often somebody may do something."""

import pytest

from onmaru.channels import limits
from onmaru.channels.limits import Rate


def test_so_often_in_so_long() -> None:
    rate = Rate(2, seconds=60)
    assert [rate.allows("a", at) for at in (0, 10, 20, 59, 60.5, 61, 71)] == [True, True, False, False, True, False, True]


def test_each_for_itself() -> None:
    rate = Rate(1, seconds=60)
    assert [rate.allows(name, 0) for name in "abab"] == [True, True, False, False]


def test_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 3)
    rate = Rate(1, seconds=60)
    for name in "abcd":
        rate.allows(name, 0)
    assert rate.allows("a", 1), "the longest silent one was forgotten"
    assert not rate.allows("d", 1)
