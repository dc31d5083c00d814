import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.mood import mood, softened


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
        ("ㅅㅂ 언제 와", "abusive"),
        ("ㅆ1ㅂ 진짜", "abusive"),
        ("야 시1발 장난하냐", "abusive"),
        ("시.발 답 좀", "abusive"),
        ("야, 씨 발 뭐하냐", "abusive"),
        ("개.새.끼들", "abusive"),
        ("ㅄ들", "abusive"),
        ("f**k you", "abusive"),
        ("다시발송해 주세요", "calm"),
        ("즉시 발송 부탁드려요", "hurried"),
        ("오전 11시 발송인가요", "calm"),
        ("김유나 씨 발송 주소 맞나요", "calm"),
        ("시발행 세금계산서 문의", "calm"),
        ("토요일 결혼식에 입어야 해서요", "hurried"),
        ("내일까지 꼭 받아야 해요", "hurried"),
        ("어제까지 온다더니 안 왔어요", "calm"),
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


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("씨발 환불 언제 해줘요?", "○○ 환불 언제 해줘요?"),
        ("You IDIOTS, where is my order 7?", "You ○○, where is my order 7?"),
        ("시발점이 어디예요?", "시발점이 어디예요?"),
        ("네, 감사합니다", "네, 감사합니다"),
    ],
)
def test_what_is_shown_without_the_abuse(text: str, shown: str) -> None:
    assert softened(text) == shown


@given(st.text(max_size=300))
def test_what_is_shown_is_never_abusive(text: str) -> None:
    assert not mood(softened(text)).abusive
