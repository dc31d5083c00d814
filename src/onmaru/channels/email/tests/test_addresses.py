"""Reply addresses and the mark on our own mail."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from onmaru.channels.email import own, tokens
from onmaru.kit import crypto


def test_the_contract_s_vector(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crypto, "derived_key", lambda purpose, secret=None: b"reply-token-test-secret")
    assert tokens.address("help@shop.kr", 123) == "help+c123.e237b2a036@shop.kr"
    assert tokens.conversation_id("help+c123.e237b2a036@shop.kr") == 123


def test_an_address_of_ours_comes_back_whatever_its_case() -> None:
    made = tokens.address("help@haru.example", 42)
    assert tokens.conversation_id(made) == 42
    assert tokens.conversation_id(f"<{made.upper()}>") == 42


@pytest.mark.parametrize(
    "forge",
    [
        lambda made: made.replace("+c42.", "+c43."),
        lambda made: made.replace("+c42.", "+c042."),
        lambda made: made[: made.index("@") - 1] + ("0" if made[made.index("@") - 1] != "0" else "1") + made[made.index("@") :],
        lambda made: made[: made.index("@") - 1] + made[made.index("@") :],
        lambda made: "help+c42.@haru.example",
        lambda made: "help+c42@haru.example",
        lambda made: "help@haru.example",
        lambda made: "",
    ],
)
def test_a_forged_address_says_nothing(forge: Callable[[str], str]) -> None:
    assert tokens.conversation_id(forge(tokens.address("help@haru.example", 42))) is None


def test_a_key_that_was_rotated_still_counts(settings: Settings) -> None:
    before = tokens.address("help@haru.example", 7)
    settings.SECRET_KEYS = ["a newer key of the deployment", *settings.SECRET_KEYS]
    assert tokens.address("help@haru.example", 7) != before
    assert tokens.conversation_id(before) == 7


def test_the_mark_belongs_to_one_message_id() -> None:
    mark = own.mark("<a1.7@haru.example>")
    assert own.is_own("a1.7@haru.example", f" {mark} ")
    assert not own.is_own("a1.8@haru.example", mark)
    assert not own.is_own("a1.7@haru.example", mark[:10])
    assert not own.is_own("a1.7@haru.example", "")
