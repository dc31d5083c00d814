"""Before the first answer: what is asked, what is agreed to, one's place in the queue; and browsers that keep nothing, or lose the line."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from onmaru.channels.webchat import queue
from onmaru.channels.webchat.models import Chat, Visitor, Whereabouts
from onmaru.channels.webchat.settings import Consent
from onmaru.channels.webchat.tests.browsing import Opened, answers, chat_channel, desk, embedded, other, storefront, visit, write
from onmaru.channels.webchat.tests.conftest import Browser, work
from onmaru.channels.webchat.tests.shop import Shop
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.rich import Field
from onmaru.people.models import Agent

pytestmark = pytest.mark.browser

__all__ = ["chat_channel", "desk", "other", "storefront", "visit"]

REFUSED = """Object.defineProperty(window, "localStorage", {get() { throw new DOMException("no", "SecurityError") }})"""
CART = """detail => document.dispatchEvent(new CustomEvent("onmaru:cart", {detail}))"""


def waits(channel: Channel, storefront: Shop, text: str) -> Conversation:
    """Somebody else who came before."""
    browser = Browser(channel)
    assert browser.open(page={"origin": storefront.origin}).status_code == 201
    browser.begin(text, pre_chat={"name": "먼저"})
    return Conversation.objects.latest("pk")


def test_questions_consent_queue_and_what_the_agent_sees(
    other: Callable[..., Page], storefront: Shop, front: str, desk: Page, minji: Agent
) -> None:
    asked = (Field("name", "이름", required=True), Field("topic", "무엇에 대해", "choice", choices=("배송", "교환")))
    channel = embedded(
        storefront, pre_chat=asked, context=True, consent=Consent("개인정보 수집과 둘러보는 화면을 상담사가 보는 데 동의합니다.", "1")
    )
    first, second = waits(channel, storefront, "먼저 왔어요"), waits(channel, storefront, "저는 둘째")
    page = other()
    page.goto(f"{storefront.origin}/shirts")
    # The cart is handed over before anybody agreed to anything: it stays in the browser.
    page.evaluate(CART, {"items": [{"title": "린넨 셔츠", "quantity": 2, "price": 45000}], "total": 90000, "currency": "KRW"})
    page.locator("onmaru-chat button").click()
    frame = page.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").click()
    form = frame.locator("#intro form")
    expect(frame.locator(".composer")).to_be_hidden()
    form.locator(".primary").click()
    expect(form.locator("[name=name]")).to_be_focused()
    form.locator("[name=name]").fill("최유나")
    form.locator("[name=topic]").select_option("배송")
    form.locator(".primary").click()
    # Not without the consent.
    expect(form.locator("input[type=checkbox]")).to_be_focused()
    assert not Visitor.objects.filter(name="최유나").exists()
    assert not Whereabouts.objects.exists()
    form.get_by_label("동의합니다").check()
    form.locator(".primary").click()
    expect(frame.locator("#text")).to_be_focused()
    write(frame, "언제 도착하나요?")

    strip = frame.locator("#strip")
    expect(strip).to_contain_text("대기 3번째")
    conversation = Chat.objects.get(visitor__name="최유나").conversation
    assert conversation is not None
    desk.set_viewport_size({"width": 1440, "height": 900})
    desk.goto(f"{front}/desk/conversations/{conversation.pk}/?view=all")
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "open")
    beside = desk.locator("#visitor")
    expect(beside).to_contain_text("리넨 셔츠")
    expect(beside).to_contain_text("린넨 셔츠 × 2")
    # The next page of the shop, and what has come into the cart, appear beside the conversation by themselves.
    page.goto(f"{storefront.origin}/cart")
    expect(beside.locator("a[href$='/cart']")).to_be_visible()
    page.evaluate(CART, {"items": [{"title": "모자", "quantity": 1}]})
    expect(beside).to_contain_text("모자")
    assert Visitor.objects.get(name="최유나").consent_version == "1"
    told = Chat.objects.get(visitor__name="최유나").asked
    assert told
    assert told["pre_chat"] == {"이름": "최유나", "무엇에 대해": "배송"}

    page.locator("onmaru-chat button").click()
    for ahead, place in ((first, "2번째"), (second, "1번째")):
        reply(ahead, minji, "네, 도와드릴게요.")
        work()
        expect(strip).to_contain_text(place)
    # Leaving to be answered elsewhere keeps the place.
    strip.get_by_role("button").click()
    frame.locator("dialog [name=email]").fill("yuna@customer.example")
    frame.locator("dialog .primary").click()
    expect(strip).to_contain_text("이메일로도")
    found = queue.standing(Conversation.objects.get(pk=conversation.pk))
    assert found is not None
    assert found.position == 1

    # The consent is taken back: what was seen is forgotten at the desk too, and the next page is not told.
    frame.locator(".head [aria-haspopup]").click()
    frame.get_by_role("menuitem", name="동의 철회").click()
    frame.locator("dialog .primary").click()
    expect(frame.locator("dialog")).to_have_count(0)
    expect(beside).not_to_contain_text("모자")
    assert not Whereabouts.objects.filter(visitor__name="최유나").exists()
    page.goto(f"{storefront.origin}/shirts")
    page.locator("onmaru-chat button").click()
    frame.locator(".head [aria-haspopup]").click()
    expect(frame.get_by_role("menuitem", name="동의 철회")).to_have_count(0)
    assert not Whereabouts.objects.filter(visitor__name="최유나").exists()


def test_what_was_typed_without_a_network_outlives_the_page(page: Page, visit: Opened, storefront: Shop, minji: Agent) -> None:
    frame = visit()
    write(frame, "하나")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    # Only our server is out of reach, as where a lift has no network: the shop's page is opened again from what the browser keeps.
    away: list[str] = []

    def lost(route: Any) -> None:
        away.append(route.request.url)
        route.abort("internetdisconnected")

    page.context.route("**/api/widget/v1/**", lost)
    write(frame, "둘")
    write(frame, "셋")
    expect(frame.locator(".message.waiting")).to_have_count(2)
    page.reload()
    page.locator("onmaru-chat button").click()
    expect(frame.locator(".message.waiting .bubble")).to_have_text(["둘", "셋"])
    assert away
    answers("기다려 주세요.", minji)
    page.context.unroute("**/api/widget/v1/**", lost)
    page.reload()
    page.locator("onmaru-chat button").click()
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["하나", "둘", "셋"])
    expect(frame.locator(".message.in .bubble")).to_have_text(["기다려 주세요."])
    assert list(Message.objects.filter(direction="in").order_by("id").values_list("text", flat=True)) == ["하나", "둘", "셋"]


def test_where_nothing_may_be_stored_it_works_as_long_as_the_page(page: Page, visit: Opened, minji: Agent) -> None:
    page.add_init_script(REFUSED)
    frame = visit()
    write(frame, "저장이 안 되는 브라우저예요")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    answers("괜찮아요.", minji)
    expect(frame.locator(".message.in .bubble")).to_have_text(["괜찮아요."])
    page.keyboard.press("Escape")
    page.locator("onmaru-chat button").click()
    write(frame, "네, 보여요")
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["저장이 안 되는 브라우저예요", "네, 보여요"])
    # The next page begins anew: nothing of it was kept anywhere.
    page.reload()
    page.locator("onmaru-chat button").click()
    frame.locator(".primary").click()
    expect(frame.locator(".message")).to_have_count(0)
    write(frame, "또 왔어요")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    assert Conversation.objects.count() == 2
