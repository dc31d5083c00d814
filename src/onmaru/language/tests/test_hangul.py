import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.hangul import KEYS, compose, from_qwerty, initials, jamo, to_qwerty

SYLLABLES = st.text(st.characters(min_codepoint=ord("가"), max_codepoint=ord("힣")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("환불 안내", "ㅎㅂ ㅇㄴ"), ("쌀떡 A/S 접수", "ㅆㄸ A/S ㅈㅅ"), ("ㅋㅋ", "ㅋㅋ"), ("", ""), ("\u1112\u116a\u11ab", "ㅎ")],
)
def test_initials(text: str, expected: str) -> None:
    assert initials(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("환불", "ㅎㅗㅏㄴㅂㅜㄹ"), ("값 a", "ㄱㅏㅂㅅ a"), ("쌀", "ㅆㅏㄹ"), ("의", "ㅇㅡㅣ"), ("ㄳ", "ㄱㅅ")],
)
def test_jamo(text: str, expected: str) -> None:
    assert jamo(text) == expected


@pytest.mark.parametrize(
    ("korean", "keys"),
    [
        ("환불", "ghksqnf"),
        ("반품", "qksvna"),
        ("배송", "qothd"),
        ("교환", "rygghks"[:2] + "ghks"),
        ("값을", "rkqtdmf"),
        ("갑시다", "rkqtlek"),
        ("닭이", "ekfrdl"),
        ("달기", "ekfrl"),
        ("쌀떡", "TkfEjr"),
        ("얘기", "dOrl"),
        ("예약", "dPdir"),
        ("의뢰", "dmlfhl"),
        ("웬 꽤", "dnps Rho"),
        ("있어요", "dlTdjdy"),
        ("ㅎㅂ", "gq"),
        ("ㅋㅋㅋ", "zzz"),
        ("ㅠㅠ", "bb"),
        ("환불 #12!", "ghksqnf #12!"),
    ],
)
def test_the_same_keys_on_both_keyboards(korean: str, keys: str) -> None:
    assert to_qwerty(korean) == keys
    assert from_qwerty(keys) == korean


def test_shift_on_a_key_without_a_doubled_consonant_changes_nothing() -> None:
    assert from_qwerty("GHKSQNF") == from_qwerty("ghksQnf") == "환뿔"
    assert from_qwerty("Ghksqnf") == "환불"


def test_half_of_it_typed_in_the_right_mode() -> None:
    assert from_qwerty("환qnf") == "환불"
    assert compose("ㅎㅗㅏㄴㅂㅜㄹ") == "환불"


@given(SYLLABLES)
def test_syllables_survive_the_keyboard(text: str) -> None:
    assert from_qwerty(to_qwerty(text)) == text
    assert compose(jamo(text)) == text
    assert len(initials(text)) == len(text)


@given(st.text("".join(KEYS) + " 1."))
def test_keys_survive_the_other_keyboard(keys: str) -> None:
    assert to_qwerty(from_qwerty(keys)) == keys


@given(st.text())
def test_any_text_goes_through(text: str) -> None:
    from_qwerty(text)
    assert not set(jamo(text)) & set("ㅘㄳ")
