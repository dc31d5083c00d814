"""A duplicate is merged from the radar, taken back, refused beside its conversation; who was missed is let be."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role
from onmaru.radar.models import Duplicate
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def write(channel: Channel, text: str, by: str, name: str = "김유나") -> Conversation:
    said = Inbound(dedupe_key=text, external_id=f"{by}-{len(text)}@x.example", sender=Party(by, name, "from"), text=text, subject="컵 배송")
    return receive(channel, said).message.conversation


def test_merged_taken_back_refused_and_let_be(page: Page, front: str, db: None) -> None:
    minji = Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)
    Shop.objects.create(name="하루상점")
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False)
    form = Channel.objects.create(kind="contact_form", name="문의하기", handle="form", acknowledges=False)
    mail = write(mailbox, "안녕하세요. 주문번호 20261120-0001 컵이 아직 안 왔어요.", "yuna@customer.example")
    asked = write(form, "주문 20261120-0001 배송 언제 되나요?", "01012345678")
    silent = write(mailbox, "교환하고 싶어요.", "minsu@customer.example", "박민수")
    run_waiting()
    resolve(silent, minji)
    run_waiting()

    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    page.goto(f"{front}/desk/")
    page.get_by_role("link", name="놓침·중복").first.click()
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    pair = page.locator(f"#duplicate-{Duplicate.objects.get().pk}")
    expect(pair).to_contain_text("같은 주문번호 20261120-0001")
    expect(pair).to_contain_text("이메일과 문의 양식")
    expect(page.locator("[data-missed]")).to_have_text("1")
    assert not complaints(page)

    pair.get_by_role("button", name="합치기").click()
    expect(page.locator(".toast")).to_contain_text(f"#{asked.pk}")
    expect(page.locator("[data-duplicates]")).to_have_text("0")
    expect(page.get_by_role("heading", name="두 번 있는 문의가 없어요")).to_be_visible()
    assert Conversation.objects.get(pk=asked.pk).merged_into == mail
    page.locator(".toast [data-undo]").click()
    expect(page.locator("[data-duplicates]")).to_have_text("1")
    assert Conversation.objects.get(pk=asked.pk).merged_into is None
    run_waiting()

    page.locator("li.card", has_text="답변 없이 해결됨").get_by_role("button", name="답변이 필요 없음").click()
    expect(page.get_by_role("heading", name="놓친 고객이 없어요")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    assert not complaints(page)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{front}/desk/conversations/{mail.pk}/")
    hint = page.locator("#doubled")
    expect(hint).to_contain_text("비슷한 상담이 열려 있어요")
    expect(hint).to_contain_text("같은 주문번호 20261120-0001")
    assert not complaints(page)
    hint.get_by_role("button", name="중복 아님").click()
    expect(hint).to_have_count(0)
    assert Duplicate.objects.get().ended == Duplicate.Ended.REFUSED
    page.goto(f"{front}/desk/radar/")
    expect(page.locator("[data-duplicates]")).to_have_text("0")
    page.close()
