"""A conversation is given away with one key and one press; the others read first what came with it; whoever gave it logs the look."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.teamwork.models import Duty
from onmaru.teamwork.tests.conftest import agent
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def sign_in(page: Page, front: str, who: Agent) -> None:
    client = Client()
    client.force_login(who)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])


def test_given_away_read_first_and_looked_after(
    page: Page, front: str, minji: Agent, sua: Agent, junho: Agent, orders: Team, warehouse: Team
) -> None:
    Shop.objects.create(name="하루상점")
    agent("오하루", Role.OWNER)
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False, team=orders)
    sender = Party("yuna@customer.example", "김유나", "from")
    text = "안녕하세요. 주문번호 20261110-000123 컵이 아직 안 왔어요. 언제 오나요?"
    said = Inbound(dedupe_key="1", external_id="1@customer.example", sender=sender, text=text, subject="컵 배송")
    conversation = receive(mailbox, said).message.conversation
    assign(conversation, minji, actor.agent(minji.pk))
    run_waiting()

    sign_in(page, front, minji)
    page.goto(f"{front}/desk/conversations/{conversation.pk}/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    page.keyboard.press("t")
    page.get_by_label("배송·물류 확인").check()
    page.locator("#transfer-because").fill("송장이 사흘째 안 움직여요")
    assert not complaints(page)
    page.locator("#team-menu").get_by_role("button", name="물류팀").click()
    expect(page.locator(".toast")).to_contain_text("물류팀")
    duty = Duty.objects.get()
    run_waiting()

    sign_in(page, front, sua)
    page.goto(f"{front}/desk/conversations/{conversation.pk}/")
    packet = page.locator(".packet")
    expect(packet).to_contain_text("배송·물류 확인 · 송장이 사흘째 안 움직여요")
    expect(packet).to_contain_text("20261110-000123")
    expect(packet).to_contain_text("컵이 아직 안 왔어요")
    expect(page.locator("#accountable")).to_contain_text("김민지")
    assert not complaints(page)

    sign_in(page, front, minji)
    page.goto(f"{front}/desk/duties/")
    page.locator(f"#duty-{duty.pk} a").click()
    expect(page.get_by_role("heading", name="김유나")).to_be_visible()
    page.get_by_label("고객에게 전화함").check()
    page.locator("#duty-found").fill("오늘 받으셨다고 해요")
    assert not complaints(page)
    page.get_by_role("button", name="고객이 도움을 받음").click()
    page.goto(f"{front}/desk/duties/?state=ended")
    expect(page.locator(f"#duty-{duty.pk}")).to_contain_text("오늘 받으셨다고 해요")
    assert not complaints(page)
    page.close()
