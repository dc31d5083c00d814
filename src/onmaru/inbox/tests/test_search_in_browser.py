"""The search box as an agent uses it, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from onmaru.inbox.tests.conftest import Write
from onmaru.inbox.tests.test_desk_in_browser import desk as desk
from onmaru.search.actions.learn import count, learn
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def test_finding_by_slip_initials_number_and_operator(desk, page: Page, write: Write) -> None:
    back = write("반품택배는 언제 오나요? 010-2345-6789 입니다 <b>", by="yuna@customer.example", subject="반품 문의").conversation
    late = write("배송이 늦어요. 송장 6012-3456-7890", by="sujin@naver.example", subject="배송 지연").conversation
    thanks = write("찻잔이 예뻐요. 택배 상자도요", by="sol@flower.example", subject="감사 인사").conversation
    while learn():
        pass
    count()
    desk("/desk/views/all/")
    page.keyboard.press("/")
    box = page.get_by_role("searchbox")
    expect(page.locator(".find-help")).to_be_visible()
    expect(box).to_be_focused()
    assert complaints(page) == []
    rows = page.locator("#rows [data-id]")
    for typed, conversation in (("ㅂㅅ", late), ("6789", back), ("qothd", late), ("보낸사람:sujin 송장", late)):
        box.fill(typed)
        expect(rows).to_have_count(1)
        expect(rows).to_have_attribute("data-id", str(conversation.pk))
    expect(page.locator(".find-chip")).to_contain_text("보낸사람:sujin")
    box.fill("찻잔")
    expect(rows).to_have_attribute("data-id", str(thanks.pk))
    icon, words = page.locator(".find-piece .icon").bounding_box(), page.locator(".find-piece mark").bounding_box()
    assert icon and words and abs(icon["y"] + icon["height"] / 2 - words["y"] - words["height"] / 2) < 6
    box.fill("반푼")
    expect(page.locator("[data-suggestion]")).to_have_text("반품")
    expect(page.locator("#rows mark").first).to_have_text("반품")
    for width, theme in ((1440, "dark"), (390, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=theme)  # pyright: ignore[reportArgumentType]
        assert complaints(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    box.fill("없는말입니다")
    expect(page.locator("#rows .empty")).to_be_visible()
    box.fill("택배")
    expect(rows).to_have_count(2)
    first, second = rows.nth(0).get_attribute("data-id"), rows.nth(1).get_attribute("data-id")
    box.blur()
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(f"/conversations/{first}/"))
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(f"/conversations/{second}/"))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile(f"/conversations/{first}/"))
    expect(page.locator("#main h1")).to_be_visible()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    # No rail is drawn on a narrow screen, yet the key works.
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(page.url)
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.fill("배송")
    page.keyboard.press("Enter")
    expect(rows).to_have_attribute("data-id", str(late.pk))
