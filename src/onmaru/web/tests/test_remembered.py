from datetime import datetime

from django.template import Context, Template
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from onmaru.web.drawings import MOST, draw
from onmaru.web.templatetags.remembered import RememberedNode


def test_each_value_has_its_own_drawing() -> None:
    template = Template("{% load remembered %}{% remembered name on %}[{{ name }}{% if on is True %}!{% endif %}]{% endremembered %}")

    def drawn(**values: object) -> str:
        return template.render(Context(values))

    assert [drawn(name="가"), drawn(name="나"), drawn(name="가")] == ["[가]", "[나]", "[가]"]
    assert [drawn(name="가", on=True), drawn(name="가", on=1)] == ["[가!]", "[가]"]
    assert [drawn(name=mark_safe("<b>")), drawn(name="<b>")] == ["[<b>]", "[&lt;b&gt;]"]


def test_every_language_and_zone_has_its_own_drawing() -> None:
    word = Template("{% load remembered %}{% remembered word %}{{ word }}{% endremembered %}")
    hour = Template('{% load remembered %}{% remembered at %}{{ at|date:"H" }}{% endremembered %}')
    at = datetime.fromisoformat("2026-11-22T12:00:00+00:00")
    for language, name, zone, shown in (("ko", "진행", "Asia/Seoul", "21"), ("en", "Open", "UTC", "12")) * 2:
        with translation.override(language), timezone.override(zone):
            assert word.render(Context({"word": gettext_lazy("Open")})) == name
            assert hour.render(Context({"at": at})) == shown


def test_what_is_remembered_does_not_grow_for_ever() -> None:
    template = Template("{% load remembered %}{% remembered number %}{{ number }}{% endremembered %}")
    for number in range(12_000):
        assert template.render(Context({"number": str(number)})) == str(number)
    node = template.nodelist[1]
    assert isinstance(node, RememberedNode)
    assert len(node.drawings.kept) <= MOST


def test_a_template_sees_only_the_values_it_is_known_by() -> None:
    assert "환불" in draw("web/_badge.html", tone="danger", text="환불")
    assert draw("web/_badge.html", tone="danger", text="환불") is draw("web/_badge.html", text="환불", tone="danger")
    assert "환불" not in draw("web/_badge.html", tone="환불", text="danger").replace('data-tone="환불"', "")
