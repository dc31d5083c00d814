import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.particles import DOUBTFUL, FORMS, PAIRS, Sound, attach, choose, settle, sound

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)


@pytest.mark.parametrize(
    ("word", "form", "said"),
    [
        ("환불", "을/를", "환불을"),
        ("문의", "을/를", "문의를"),
        ("김유나", "이/가", "김유나가"),
        ("박준", "이/가", "박준이"),
        ("배송", "은/는", "배송은"),
        ("오하루", "은/는", "오하루는"),
        ("상품", "와/과", "상품과"),
        ("사과", "와/과", "사과와"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("제주", "으로/로", "제주로"),
        ("길동", "아/야", "길동아"),
        ("유나", "아/야", "유나야"),
        ("내일", "이에요/예요", "내일이에요"),
        ("모레", "이에요/예요", "모레예요"),
        ("하루", "(이)라고", "하루라고"),
        ("서울", "(이)라고", "서울이라고"),
        ("서울", "(으)로", "서울로"),
        # Digits as they are read.
        ("3", "을/를", "3을"),
        ("2", "을/를", "2를"),
        ("7", "으로/로", "7로"),
        ("6", "으로/로", "6으로"),
        ("10", "이/가", "10이"),
        ("1,000", "을/를", "1,000을"),
        ("10,000", "은/는", "10,000은"),
        ("1000000000000", "을/를", "1000000000000를"),
        ("0", "이/가", "0이"),
        ("010-1234-5675", "으로/로", "010-1234-5675로"),
        ("20261122-0001", "으로/로", "20261122-0001로"),
        ("3.5", "을/를", "3.5를"),
        # Units and signs.
        ("5kg", "을/를", "5kg을"),
        ("30cm", "을/를", "30cm를"),
        ("500 ml", "이/가", "500 ml가"),
        ("20%", "을/를", "20%를"),
        ("9,900원", "을/를", "9,900원을"),
        # Latin letters and words.
        ("URL", "을/를", "URL을"),
        ("CJ", "을/를", "CJ를"),
        ("A", "은/는", "A는"),
        ("FAQ", "을/를", "FAQ를"),
        ("QR", "으로/로", "QR로"),
        ("SM", "은/는", "SM은"),
        ("email", "으로/로", "email로"),
        ("Amazon", "은/는", "Amazon은"),
        ("Facebook", "을/를", "Facebook을"),
        ("store", "이/가", "store가"),
        ("site", "을/를", "site를"),
        ("phone", "을/를", "phone을"),
        ("file", "을/를", "file을"),
        ("shop", "이/가", "shop이"),
        ("test", "을/를", "test를"),
        ("John Smith", "이/가", "John Smith가"),
        ("Kim", "은/는", "Kim은"),
        ("Lee", "은/는", "Lee는"),
        ("shopping", "을/를", "shopping을"),
        # What is not read does not count.
        ("환불!", "을/를", "환불!을"),
        ("“교환”", "을/를", "“교환”을"),
        ("‘사과’", "을/를", "‘사과’를"),
        ("김유나(VIP)", "이/가", "김유나(VIP)가"),
        ("하루상점 [공식]", "은/는", "하루상점 [공식]은"),
        ("(주)하루", "이/가", "(주)하루가"),
        ("(주)", "이/가", "(주)가"),
        ("감사😊", "을/를", "감사😊를"),
        ("ㄹ", "으로/로", "ㄹ로"),
        ("ㄱ", "을/를", "ㄱ을"),
        # What we cannot read leaves both.
        ("漢字", "을/를", "漢字을(를)"),
        ("!?", "이/가", "!?이(가)"),
        ("", "은/는", "은(는)"),
    ],
)
def test_the_particle_fits_the_last_sound(word: str, form: str, said: str) -> None:
    assert attach(word, form) == said


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("유나을(를)", "유나를"),
        ("환불(을)를 원하시면", "환불을 원하시면"),
        ("서울(으)로 보냅니다", "서울로 보냅니다"),
        ("유나이(가) 사과와(과) 배을(를)", "유나가 사과와 배를"),
        ("이(가)와 을(를)의 차이", "이(가)와 을(를)의 차이"),
        ("그대로", "그대로"),
    ],
)
def test_written_doubts_are_settled(text: str, settled: str) -> None:
    assert settle(text) == settled


def test_what_was_read_before_counts() -> None:
    assert settle("을(를) 보냅니다", "유나") == "를 보냅니다"
    assert settle(" 을(를)", "유나") == " 을(를)"


@given(st.text(SYLLABLES, min_size=1), st.sampled_from(sorted(FORMS)))
def test_every_korean_word_gets_one_of_the_two(word: str, form: str) -> None:
    assert choose(word, form) in FORMS[form]


@given(st.text(SYLLABLES, min_size=1), st.sampled_from(PAIRS))
def test_all_ways_of_writing_mean_the_same(word: str, pair: tuple[str, str]) -> None:
    assert len({choose(word, form) for form, meant in FORMS.items() if meant == pair}) == 1


@given(st.text(SYLLABLES, min_size=1), st.text(st.sampled_from("!?.,~…)\"'”’ 😊"), max_size=4))
def test_closing_signs_change_nothing(word: str, signs: str) -> None:
    assert sound(word + signs) == sound(word)


@given(st.integers(min_value=1, max_value=10**11))
def test_commas_change_nothing(number: int) -> None:
    assert sound(f"{number:,}") == sound(str(number))


@given(st.text(max_size=60))
def test_any_text_can_be_read_or_not(text: str) -> None:
    assert sound(text) in {*Sound, None}


@given(st.text(SYLLABLES, min_size=1), st.text(SYLLABLES, max_size=3))
def test_nothing_is_left_in_doubt_after_korean(word: str, rest: str) -> None:
    assert not DOUBTFUL.search(settle(f"{word}을(를) {rest}은(는)" if rest else f"{word}을(를)"))
