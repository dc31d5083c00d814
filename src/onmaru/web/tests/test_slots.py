from collections import defaultdict

import pytest
from django.template import engines
from django.test import RequestFactory

from onmaru.web import slots


@pytest.fixture(autouse=True)
def no_panels(monkeypatch):
    monkeypatch.setattr(slots, "_panels", defaultdict(list))


def render() -> str:
    template = engines["django"].from_string('{% load slots %}{% slot "hall.side" name=name %}')
    return template.render({"name": "<해>"}, RequestFactory().get("/"))


def tag(**context):
    return ("web/_tag.html", context)


def test_panels_come_in_their_order_with_what_the_place_hands_over():
    slots.panel("hall.side", order=20)(lambda request, name: tag(name="둘"))
    slots.panel("hall.side", order=10)(lambda request, name: tag())
    slots.panel("elsewhere")(lambda request, name: tag(name="다른 곳"))
    shown = render()
    assert shown.index("&lt;해&gt;") < shown.index("둘")
    assert "다른 곳" not in shown


def test_a_panel_with_nothing_to_show_leaves_nothing():
    slots.panel("hall.side")(lambda request, name: None)
    assert render() == ""


def test_a_failing_panel_is_a_notice_and_the_others_stay(caplog):
    def broken(request, name):
        raise RuntimeError("the shop does not answer")

    slots.panel("hall.side", order=1)(broken)
    slots.panel("hall.side", order=2)(lambda request, name: tag(name="남은"))
    shown = render()
    assert "<svg" in shown
    assert "남은" in shown
    assert "the shop does not answer" not in shown
    assert "broken" in caplog.text
