"""Views as agents make and share them, in a real browser."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.inbox.actions.keep_view import make_view
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.tests.conftest import Write
from onmaru.inbox.tests.test_desk_in_browser import desk as desk
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def test_a_view_is_built_moved_shared_and_counts_live(
    desk: Callable[[str], Page], front: str, write: Write, minji: Agent, junho: Agent, orders: Team
) -> None:
    Agent.objects.filter(pk=minji.pk).update(role=Role.ADMIN)
    tagged = write("배송이 늦어요", by="a@customer.example").conversation
    other = write("찻잔이 예뻐요", by="b@customer.example").conversation
    tag(tagged, "배송", minji)
    make_view(minji, "가장 먼저", {})
    page = desk("/desk/views/all/")
    page.keyboard.press("Shift+F")
    menu = page.locator("#filter-menu")
    expect(menu.get_by_role("searchbox")).to_be_focused()
    assert complaints(page) == []
    menu.get_by_role("link", name="태그", exact=True).click()
    menu.get_by_label("배송").check()
    assert complaints(page) == []
    menu.get_by_role("button", name="적용").click()
    rows = page.locator("#rows [data-id]")
    expect(rows).to_have_count(1)
    expect(rows).to_have_attribute("data-id", str(tagged.pk))
    expect(page.locator(".chip")).to_contain_text("배송")
    assert complaints(page) == []
    page.locator("#save-view").click()
    page.get_by_label("이름").fill("배송 문의")
    page.locator("[name=whose]").select_option("everybody")
    assert complaints(page) == []
    page.get_by_role("button", name="저장").click()
    expect(page).to_have_url(re.compile(r"/desk/views/[\w-]+/$"))
    own = page.url.removeprefix(front)
    saved = page.locator("[aria-labelledby=rail-saved] [data-id]")
    expect(saved).to_have_text([re.compile("가장 먼저"), re.compile("배송 문의")])
    mine = saved.last
    expect(mine.locator(".count")).to_have_text("1")
    mine.focus()
    with page.expect_response(lambda response: response.url.endswith("/desk/rail/order/")) as kept:
        page.keyboard.press("Alt+ArrowUp")
    assert kept.value.ok
    expect(saved.first).to_be_focused()
    page.reload()
    expect(saved).to_have_text([re.compile("배송 문의"), re.compile("가장 먼저")])
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    tag(other, "배송", junho)
    expect(saved.first.locator(".count")).to_have_text("2")
    expect(rows).to_have_count(2)
    page.goto(f"{front}/desk/settings/fields/")
    assert complaints(page) == []
    client = Client()
    client.force_login(junho)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    desk(own)
    expect(page.get_by_role("heading", level=1)).to_have_text("배송 문의")
    expect(rows).to_have_count(2)
    expect(saved).to_have_text([re.compile("배송 문의")])
