import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.questions import questions

ASKING = [
    "언제 오나요?",
    "언제 오나요",
    "환불 되나요ㅠㅠ",
    "교환 가능할까요~",
    "이거 세탁기에 돌려도 괜찮은가요",
    "재입고 예정이 있습니까",
    "배송비는 얼마예요",
    "어떻게 하면 되죠",
    "왜 아직도 안 와요",
    "언제쯤 도착하는지 궁금합니다",
    "운송장 번호 알려주세요",
    "반품이 되는지 알려 주시면 감사하겠습니다",
    "색상을 바꿀 수 있을지 여쭤봅니다",
    "제가 잘못 주문한 건가요 ㅜㅜ",
    "선물 포장도 되는지요",
    "진짜요?",
    "???",
    "Is it washable",
    "Hi, can you ship to Canada",
    "Could you tell me the price?",
    "Please let me know when it ships.",
    "where is my order",
]
TELLING = [
    "",
    "네 감사합니다",
    "잘 받았어요. 고맙습니다!",
    "내일 만나요",
    "행사가 금요일에 끝나요",
    "냄새나요",
    "급하니까 빨리 보내 주세요",
    "언제든 연락 주세요",
    "집에 가요",
    "취소해 주세요",
    "확인했습니다",
    "https://haru.example/items?id=3 이 상품 받았어요",
    "> 언제 오나요?",
    "Thank you, it arrived.",
    "That is fine.",
    "What a lovely mug.",
]


@pytest.mark.parametrize("text", ASKING)
def test_asks(text: str) -> None:
    assert questions(text) == [text.strip()]


@pytest.mark.parametrize("text", TELLING)
def test_tells(text: str) -> None:
    assert questions(text) == []


def test_finds_each_question_among_other_sentences() -> None:
    text = "안녕하세요. 머그컵을 샀어요. 전자레인지에 돌려도 되나요? 그리고 뚜껑만 따로 살 수 있을까요\n감사합니다."
    assert questions(text) == ["전자레인지에 돌려도 되나요?", "그리고 뚜껑만 따로 살 수 있을까요"]


def test_a_question_without_a_stop_ends_at_its_verb() -> None:
    assert questions("언제 오나요 빨리 부탁드려요") == ["언제 오나요"]


@given(st.text(max_size=400))
def test_reads_any_text(text: str) -> None:
    for found in questions(text):
        assert found.strip()
