import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.mood import mood


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("언제 오나요?", "calm"),
        ("정말 감사합니다!!! 최고예요", "calm"),
        ("조금 아쉬워요", "calm"),
        ("새끼고양이 간식 있나요", "calm"),
        ("시발점이 어디인가요", "calm"),
        ("너무 화가 나네요", "angry"),
        ("소비자원에 신고하겠습니다!!!", "angry"),
        ("This is unacceptable", "angry"),
        ("급해요 오늘 안에 꼭 부탁드려요", "hurried"),
        ("Please answer ASAP", "hurried"),
        ("야 이 씨발 장난하냐", "abusive"),
        ("you idiots", "abusive"),
    ],
)
def test_how_somebody_writes(text: str, name: str) -> None:
    assert mood(text).name == name


def test_it_says_by_which_words() -> None:
    assert mood("급합니다, 짜증나요!!!").angry == ("짜증", "!!!")
    assert mood("급합니다, 짜증나요!!!").hurried == ("급합니다",)


@given(st.text(max_size=300))
def test_any_text_has_a_mood(text: str) -> None:
    assert mood(text).name in {"calm", "angry", "hurried", "abusive"}
