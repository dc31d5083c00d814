import pytest
from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from onmaru.web import stencils
from onmaru.web.drawings import MOST, template_named
from onmaru.web.stencils import fill

TEXTS = st.text(st.sampled_from("가나 <>&\"'{}%_ab1"), max_size=12)


@given(st.fixed_dictionaries({"name": TEXTS, "hue": TEXTS, "initials": TEXTS, "presence_label": TEXTS}), st.booleans())
def test_it_is_what_the_template_draws(texts: dict[str, str], decorative: bool) -> None:
    drawn = template_named("web/_face.html").render(Context({**texts, "decorative": decorative}))
    assert fill("web/_face.html", texts, decorative=decorative) == drawn


def test_what_is_safe_is_written_as_it_is() -> None:
    assert "<b>가</b>" in fill("web/_time_words.html", {"shown": mark_safe("<b>가</b>")})
    assert "&lt;b&gt;가&lt;/b&gt;" in fill("web/_time_words.html", {"shown": "<b>가</b>"})


@pytest.fixture
def templates(monkeypatch: pytest.MonkeyPatch) -> dict[str, Template]:
    """Templates of this test's own."""
    found: dict[str, Template] = {}
    monkeypatch.setattr(stencils, "template_named", found.__getitem__)
    return found


def test_every_language_zone_and_value_has_its_own(templates: dict[str, Template]) -> None:
    templates["all"] = Template("{% load i18n tz %}{% translate 'Open' %} {{ name }} {% get_current_timezone as zone %}{{ zone }} {{ on }}")
    with translation.override("ko"), timezone.override("Asia/Seoul"):
        assert fill("all", {"name": "민지"}, on=True) == "진행 민지 Asia/Seoul True"
        assert fill("all", {"name": "준호"}, on=1) == "진행 준호 Asia/Seoul 1"
    with translation.override("en"), timezone.override("UTC"):
        assert fill("all", {"name": "민지"}, on=True) == "Open 민지 UTC True"


def test_a_text_may_be_empty(templates: dict[str, Template]) -> None:
    templates["asks"] = Template("{% if name %}[{{ name }}]{% else %}nobody{{ name }}{% endif %}")
    assert [fill("asks", {"name": name}) for name in ("민지", "", "준호")] == ["[민지]", "nobody", "[준호]"]


def test_a_text_that_is_changed_is_an_error(templates: dict[str, Template]) -> None:
    templates["shouts"] = Template("{{ name|upper }}")
    with pytest.raises(ValueError, match="more with a text than write it out"):
        fill("shouts", {"name": "mia"})


def test_what_is_kept_does_not_grow_for_ever(templates: dict[str, Template]) -> None:
    templates["number"] = Template("{{ number }}{{ name }}")
    for number in range(MOST + 100):
        assert fill("number", {"name": "가"}, number=str(number)) == f"{number}가"
    assert len(stencils._kept) <= MOST
