"""Languages told apart by script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.detect import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("안녕하세요, 주문한 상품이 아직 안 왔어요.", "ko"),
        ("넵", ""),
        ("네 감사합니다", "ko"),
        ("iPhone 15 Pro Max case 재고 있나요?", "ko"),
        ("http://haru.example/products/12 이거 얼마예요", "ko"),
        ("> 안녕하세요, 고객님.\n> 주문하신 상품이 발송되었습니다.\nThank you, I got it.", "en"),
        ("Hello, where is my order? It has been two weeks.", "en"),
        ("Bonjour, je voudrais retourner cette tasse achetée hier soir", ""),
        ("注文した商品がまだ届いていません。", "ja"),
        ("我的订单什么时候发货？", "zh"),
        ("ㅠㅠ", "ko"),
        ("12345", ""),
        ("", ""),
        ("kim@haru.example", ""),
    ],
)
def test_detect(text: str, language: str) -> None:
    assert detect(text) == language


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert detect(text) in {"ko", "en", "ja", "zh", ""}
