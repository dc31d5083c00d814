"""Floods and loops are told from people who write a lot."""

import pytest

from onmaru.channels.guards import FROM_ONE_SENDER, IN_ONE_CONVERSATION, SAME_WORDS, Lately, is_flood

LONG = "고객님의 메일이 접수되었습니다. 담당자가 확인 후 연락드리겠습니다."


@pytest.mark.parametrize(
    ("text", "lately", "flood"),
    [
        ("안녕하세요", Lately([]), False),
        ("안녕하세요", Lately([f"{number}" for number in range(FROM_ONE_SENDER - 1)]), False),
        ("안녕하세요", Lately([f"{number}" for number in range(FROM_ONE_SENDER)]), True),
        (LONG, Lately([LONG] * (SAME_WORDS - 1)), False),
        (LONG, Lately([LONG] * SAME_WORDS), True),
        (LONG.replace(" ", "\n"), Lately([LONG] * SAME_WORDS), True),
        ("네 감사합니다", Lately(["네 감사합니다"] * 10), False),
        ("안녕하세요", Lately([], IN_ONE_CONVERSATION), True),
    ],
)
def test_is_flood(text: str, lately: Lately, flood: bool) -> None:
    assert is_flood(text, lately) is flood
