"""A return goes through its stages at the desk, and the customer sees on a phone at which one it is."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings

from onmaru.inbox.portal import links
from onmaru.inbox.tests.conftest import Write, mailbox, minji, orders, write  # noqa: F401
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.web.tests.test_accessibility import complaints
from onmaru.workflows.actions.define import Wanted, define
from onmaru.workflows.models import Course

pytestmark = pytest.mark.browser


def looked_at(page: Page) -> None:
    """Nothing that a screen reader, a keyboard or a narrow screen would stumble over."""
    assert complaints(page) == [], page.url
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def test_a_return_goes_through_its_stages_and_the_customer_sees_it(
    page: Page,
    phone: Page,
    front: str,
    settings: Settings,
    write: Write,  # noqa: F811
    minji: Agent,  # noqa: F811
) -> None:
    settings.HAS_PUBLIC_URL = True
    Shop.objects.create(name="하루상점")
    conversation = write("컵이 깨져서 왔어요. 반품할게요.", subject="반품").conversation
    run_waiting()
    define(None, "반품", [Wanted("접수"), Wanted("수거"), Wanted("검수"), Wanted("환불")], minji)
    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    # Wide enough for what stands beside a conversation.
    page.set_viewport_size({"width": 1440, "height": 900})

    page.goto(f"{front}/desk/conversations/{conversation.pk}/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    panel = page.locator("#workflows-panel")
    current = panel.locator("[aria-current=step]")
    panel.get_by_role("button", name="시작하기").click()
    expect(current).to_have_text("접수")
    panel.get_by_role("button", name="다음 단계").click()
    expect(current).to_have_text("수거")
    looked_at(page)

    phone.goto(links.link_for(conversation))
    bar = phone.locator(".stages.is-course")
    expect(bar.locator("[aria-current=step]")).to_have_text("수거")
    expect(bar.locator(".stage")).to_have_text(["접수", "수거", "검수", "환불"])
    looked_at(phone)

    for stage in ("검수", "환불"):
        panel.get_by_role("button", name="다음 단계").click()
        expect(current).to_have_text(stage)
    phone.reload()
    expect(bar.locator("[aria-current=step]")).to_have_text("환불")
    panel.get_by_role("button", name="다음 단계").click()
    expect(current).to_have_count(0)
    assert Course.objects.get(conversation=conversation).finished_at
    phone.reload()
    expect(phone.locator(".course-of-inquiry")).to_contain_text("모든 단계가 끝났습니다.")
    looked_at(phone)
    phone.close()
    page.close()
