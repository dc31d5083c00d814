from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.placeholders import as_html, fill, missing, unknown


def test_only_places_with_a_value_are_filled_and_only_once() -> None:
    assert fill("{name} {number} {other} {}", {"name": "{number}", "number": "7"}) == "{number} 7 {other} {}"
    assert unknown("{name} {name.__class__} {x}", ("name",)) == ["name.__class__", "x"]
    assert missing("{promise}", ("number", "promise")) == ["number"]


def test_a_line_without_a_value_is_left_out() -> None:
    assert fill("a\nhere: {link}\nb {name}", {"link": "", "name": "c"}) == "a\nb c"


def test_html_is_made_of_the_same_words() -> None:
    assert as_html("a <b>\nc\n\n d ") == "<p>a &lt;b&gt;<br>c</p><p> d</p>"


@given(st.text(min_size=1))
def test_a_value_is_never_looked_into(value: str) -> None:
    assert fill("[{name}]", {"name": value}) == f"[{value}]"
