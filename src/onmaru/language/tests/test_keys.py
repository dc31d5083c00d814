import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.keys import LIMIT, READ, code_keys, keys_of, keys_of_line, number, plain, words_of
from onmaru.language.morphemes import analysed
from onmaru.language.stem import stem


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("반품택배", {"m반품", "m택배", "b반품", "b품택", "b택배"}),
        ("반품 택배", {"b품택"}),
        ("컵", {"m컵", "b컵"}),
        ("깨져서", {"m깨지"}),
        ("깨졌어요", {"m깨지"}),
        ("Orders shipped", {"lorder", "lship"}),
        ("ＡＢＣ１２３", {"nabc123"}),
        ("010-2345-6789", {"n01023456789", "n6789", "t6789", "t23456789"}),
        ("010 2345 6789", {"n01023456789", "t6789"}),
        ("6012 3456 7890", {"n601234567890", "t7890"}),
        ("20261122-0001234", {"n202611220001234", "n20261122", "n0001234", "t1234"}),
        ("ORD-12345", {"nord12345", "n12345"}),
        ("Yuna@Customer.example", {"eyuna@customer.example", "eyuna", "ecustomer.example", "lyuna"}),
        ("返品したい", {"b返品"}),
    ],
)
def test_a_text_is_found_by(text: str, keys: set[str]) -> None:
    assert keys <= set(keys_of_line(plain(text)))


def test_particles_are_no_words() -> None:
    assert words_of("반푼이요, 환불을 배송지연으로") >= {"반푼", "환불", "배송지연"}


def test_titles_are_keys_of_their_own() -> None:
    assert number("Tm반품") in keys_of("", title="반품 문의")
    assert number("Tm반품") not in keys_of("반품 문의")


@pytest.mark.parametrize(
    ("word", "stemmed"),
    [("orders", "order"), ("shipped", "ship"), ("refunding", "refund"), ("replies", "reply"), ("boxes", "box"),
     ("glass", "glass"), ("is", "is"), ("need", "need")],
)  # fmt: skip
def test_english_endings_do_not_matter(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


def test_a_long_text_has_bounded_keys() -> None:
    assert len(keys_of("".join(chr(0xAC00 + place % 11000) for place in range(READ)))) <= LIMIT


@given(st.text())
def test_any_text_has_keys_that_postgresql_takes(text: str) -> None:
    assert all(-(1 << 31) <= key < 1 << 31 for key in keys_of(text, title=text))
    assert keys_of(text) == keys_of(text)


@given(st.text("0123456789-", min_size=1))
def test_separators_in_numbers_do_not_matter(code: str) -> None:
    assert code_keys(code)[0] == code_keys(code.replace("-", ""))[0]


@given(st.text("가나다 반품택배는을 깨져서?!", max_size=60))
def test_morphemes_stand_where_they_say(text: str) -> None:
    assert all(text[each.start :].startswith(each.surface[:1]) for each in analysed(text))
