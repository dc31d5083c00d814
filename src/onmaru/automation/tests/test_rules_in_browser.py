"""A rule from nothing: built by keyboard and mouse, tried, switched on; a message arrives, its effect is explained and taken back."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Locator, Page, expect

from onmaru.automation.models import Rule
from onmaru.automation.tests.conftest import Ruled, tags_of
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


@pytest.fixture
def desk(page: Page, front: str, shop: Shop) -> Iterator[Callable[[str], None]]:
    """`desk("/desk/settings/rules/")` opens that screen as the shop's owner."""
    haru = Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER)
    client = Client()
    client.force_login(haru)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])

    def opened(address: str) -> None:
        page.goto(front + address)
        expect(page.locator("html")).to_have_attribute("data-is-connection", "open")

    yield opened
    page.close()


def clean(page: Page) -> None:
    found = complaints(page)
    assert not found, json.dumps(found, ensure_ascii=False)


def row(page: Page, group: int, place: int) -> Locator:
    return page.locator(f"[id='g{group}.r{place}']")


def test_a_rule_is_built_tried_switched_on_explained_and_taken_back(
    page: Page, desk: Callable[[str], None], write: Write, junho: Agent
) -> None:
    earlier = write("상자가 파손되어 왔어요", by="a@customer.example", subject="상자")
    write("언제 오나요?", by="b@customer.example", subject="배송")
    desk("/desk/settings/rules/")
    expect(page.locator(".starters li")).to_have_count(9)
    clean(page)
    page.keyboard.press("n")
    page.locator("#id_name").fill("파손 접수")
    row(page, 0, 0).locator("select").first.select_option("message")
    row(page, 0, 0).locator("input[name$=words]").fill("파손, 깨지다")
    page.locator("#add-0").click()
    row(page, 0, 1).locator("select").first.select_option("status")
    expect(row(page, 0, 0).locator("input[name$=words]")).to_have_value("파손, 깨지다")
    row(page, 0, 1).get_by_label("진행").check()
    page.locator("#add-group").click()
    expect(row(page, 1, 0)).to_be_visible()
    row(page, 1, 0).locator(".icon-button").click()
    expect(row(page, 1, 0)).to_have_count(0)
    page.locator("#id_tag__tags").fill("파손")
    page.locator("#id_priority__priority").select_option("2")
    page.set_viewport_size({"width": 390, "height": 844})
    clean(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("#rule-form button.is-primary").click()

    expect(page.locator("#rule-sentence")).to_contain_text("“파손” 태그를 달아요")
    rule = Rule.objects.get()
    assert not rule.is_on
    page.locator("#rule-trial button").click()
    expect(page.locator("#rule-trial [role=status]")).to_be_visible()
    run_waiting()
    expect(page.locator("#rule-trial .rule-touched li")).to_have_count(1)
    expect(page.locator("#rule-trial .rule-touched")).to_contain_text(f"#{earlier.conversation_id}")
    assert tags_of(earlier.conversation) == set()
    clean(page)

    page.get_by_role("button", name="켜기").click()
    expect(page.get_by_role("button", name="끄기")).to_be_visible()
    message = write("컵이 깨져서 왔어요", by="c@customer.example", subject="컵")
    run_waiting()
    desk(f"/desk/conversations/{message.conversation_id}/?view=all")
    expect(page.locator("#thread")).to_contain_text("파손 접수")
    desk(f"/desk/settings/rules/{rule.pk}/")
    run = page.locator("#rule-runs li").first
    expect(run).to_contain_text(f"#{message.conversation_id}")
    run.locator("summary").click()
    expect(run.locator(".rule-why")).to_contain_text("들어 있음")
    clean(page)
    run.get_by_role("button").click()
    expect(page.locator("#rule-runs li").first).to_contain_text("되돌림")
    assert tags_of(message.conversation) == set()
    assert Conversation.objects.get(pk=message.conversation_id).priority == Conversation.Priority.NORMAL


def test_rules_are_put_in_order_by_keyboard_and_switched_in_the_list(page: Page, desk: Callable[[str], None], rule: Ruled) -> None:
    rules = [rule("arrived", on=False, name=name, tag={"tags": ["a"]}) for name in ("하나", "둘")]
    desk("/desk/settings/rules/")
    page.get_by_role("switch", name="하나").press("Space")
    expect(page.get_by_role("switch", name="하나")).to_have_attribute("aria-checked", "true")
    clean(page)
    with page.expect_response("**/rules/order/"):
        page.get_by_role("switch", name="둘").press("Alt+ArrowUp")
    expect(page.locator(".rule .strong")).to_have_text(["둘", "하나"])
    assert [one.pk for one in Rule.objects.kept()] == [rules[1].pk, rules[0].pk]
