import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.automation.filling import Value, fill, names

KNOWN = {
    "고객.이름": Value("김유나", person=True),
    "상품": Value("사과"),
    "주문": Value(""),
    "호칭": Value("김유나님", person=True),
    "아무개": Value("", person=True),
    "번호": Value("1234"),
}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{고객.이름}}님, 안녕하세요", "김유나님, 안녕하세요"),
        ("{{ 고객.이름 }} 고객님", "김유나 고객님"),
        ("{{상품}}{{을/를}} 보냈습니다", "사과를 보냈습니다"),
        ("{{상품}}을(를) 보냈습니다", "사과를 보냈습니다"),
        ("{{고객.이름}}이(가) {{상품}}와(과)", "김유나가 사과와"),
        ("{{고객.이름}}님{{은/는}}", "김유나님은"),
        ("{{번호}}(으)로", "1234로"),
        ("환불{{을/를}}", "환불을"),
        # Nobody's name is 고객님, once.
        ("{{아무개}}님, 안녕하세요", "고객님, 안녕하세요"),
        ("{{아무개}} 고객님, 안녕하세요", "고객님, 안녕하세요"),
        ("{{아무개}}, 안녕하세요", "고객님, 안녕하세요"),
        ("{{아무개}}{{이/가}}", "고객님이"),
        # 님 is never said twice.
        ("{{호칭}}님", "김유나님"),
        ("{{호칭}} 고객님", "김유나님"),
        ("{{아무개|손님}}님", "손님"),
        ("{{고객.이름|손님}}님", "김유나님"),
        # Something to say instead.
        ("{{주문|확인 중인 주문}}{{은/는}}", "확인 중인 주문은"),
        ("{{없는 것|그것}}을(를)", "그것을"),
    ],
)
def test_a_text_is_filled(text: str, said: str) -> None:
    filled = fill(text, KNOWN.get)
    assert filled.text == said
    assert not filled.missing and not filled.unknown


def test_what_is_missing_stays_and_is_named_once() -> None:
    filled = fill("{{주문}} {{주문}} {{없음}}{{을/를}}", KNOWN.get)
    assert filled.text == "{{주문}} {{주문}} {{없음}}을"
    assert (filled.missing, filled.unknown) == (("주문",), ("없음",))


def test_in_english_somebody_unknown_is_a_customer() -> None:
    assert fill("Dear {{아무개}},", KNOWN.get, "en").text == "Dear Customer,"


def test_a_value_is_never_read_as_a_text() -> None:
    assert fill("{{a}}", {"a": Value("{{b}} 을(를)")}.get).text == "{{b}} 을(를)"


def test_names_are_listed_without_particles() -> None:
    assert names("{{고객.이름}}{{을/를}} {{ 상품 | 그것 }} {{고객.이름}}") == ["고객.이름", "상품"]


@given(st.text(st.characters(exclude_characters="{}()/"), max_size=200))
def test_a_text_without_places_stays_as_it_is(text: str) -> None:
    assert fill(text, KNOWN.get).text == text


@given(
    st.lists(
        st.sampled_from(["{{고객.이름}}", "{{아무개}}", "{{호칭}}", "님", " 고객님", "{{을/를}}", "을(를)", " ", "{{주문}}"]), max_size=12
    )
)
def test_nothing_known_is_left_open_and_filling_again_changes_nothing(parts: list[str]) -> None:
    once = fill("".join(parts), KNOWN.get)
    assert set(names(once.text)) <= {"주문"}
    if "주문" not in once.missing:
        assert "{{" not in once.text


@given(st.sampled_from(["아무개", "호칭"]), st.sampled_from(["님", " 님", "고객님", " 고객님", " 고객 님"]))
def test_nobody_is_called_twice(name: str, honorific: str) -> None:
    assert fill(f"{{{{{name}}}}}{honorific}", KNOWN.get).text.count("님") == 1
