import pytest

from onmaru.automation.rules.words import said


@pytest.mark.parametrize(
    ("text", "word", "is_said"),
    [
        ("상자가 파손되어 왔어요", "파손", True),
        ("파손품입니다", "파손", True),
        ("환불해주세요", "환불", True),
        ("환 불 해 주세요", "환불", True),
        ("컵이 깨졌어요", "깨지다", True),
        ("깨진 컵이 왔습니다", "깨지다", True),
        ("부서졌습니다", "부서지다", True),
        ("배송 조회 부탁드려요", "배송조회", True),
        ("배송조회 부탁드려요", "배송 조회", True),
        ("언제 오나요", "파손", False),
        ("화면이 안 나와요", "화", False),
        ("정말 화가 납니다", "화", True),
        ("I want a REFUND now", "refund", True),
        ("the last order", "as", False),
        ("ＶＩＰ 회원입니다", "vip", True),
        ("아무 말", "", False),
        ("", "파손", False),
    ],
)
def test_words_are_found_as_korean_says_them(text: str, word: str, is_said: bool) -> None:
    assert said(text, [word]) == ([word] if is_said else [])


def test_those_that_are_said_are_given_as_they_were_asked() -> None:
    assert said("컵이 깨져서 환불 원해요", ["환불", "교환", "깨지다"]) == ["환불", "깨지다"]
