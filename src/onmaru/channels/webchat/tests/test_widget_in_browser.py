"""The widget as a visitor meets it: in a plain shop page on another origin under a strict content policy, with the desk beside it."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, Route, expect

from onmaru.channels.webchat.identity import signed
from onmaru.channels.webchat.models import Chat
from onmaru.channels.webchat.tests.browsing import Opened, answers, chat_channel, desk, embedded, other, storefront, visit, write
from onmaru.channels.webchat.tests.conftest import SECRET, work
from onmaru.channels.webchat.tests.shop import Shop
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.rich import Button, Card
from onmaru.people.models import Agent
from onmaru.web.tests.test_accessibility import AXE

pytestmark = pytest.mark.browser

__all__ = ["chat_channel", "desk", "other", "storefront", "visit"]

Theme = Literal["light", "dark"]
LOOK = """async axe => {
    await Promise.allSettled(document.getAnimations().filter(one => one.effect.getTiming().iterations < 9).map(one => one.finished))
    if (!window.axe) new Function(axe).call(window)
    const found = await window.axe.run(document, {resultTypes: ["violations"]})
    return found.violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target} ${node.failureSummary}`))
}"""


class Keyboard:
    """A keyboard that writes Korean: syllables are composed, and every key says 229 meanwhile."""

    def __init__(self, page: Page) -> None:
        # The frame is of another site, and has a process of its own.
        self.session = page.context.new_cdp_session(page.frames[1])

    def compose(self, text: str) -> None:
        self.session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})

    def commit(self, text: str) -> None:
        self.session.send("Input.insertText", {"text": text})

    def enter(self, composing: bool) -> None:
        key = {"key": "Process", "windowsVirtualKeyCode": 229} if composing else {"key": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
        self.session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown" if composing else "keyDown", "code": "Enter", **key})
        self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": "Enter", "key": "Enter"})


def test_times_are_written_in_the_visitors_language(page: Page, visit: Opened, storefront: Shop, chat_channel: Channel) -> None:
    storefront.embeds(chat_channel.handle, locale="en")
    frame = visit()
    write(frame, "Do you have it in M?")
    expect(frame.locator(".message.out .under")).to_contain_text("M · Delivered")


def test_a_first_message_and_its_answer(page: Page, visit: Opened, front: str, desk: Page) -> None:
    frame = visit()
    write(frame, "린넨 셔츠 M 있나요?")
    mine = frame.locator(".message.out")
    expect(mine).to_contain_text("린넨 셔츠 M 있나요?")
    expect(mine.locator(".under")).to_contain_text("전달됨")
    desk.goto(f"{front}/desk/conversations/{Conversation.objects.get().pk}/?view=all")
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "open")
    field = desk.locator("#reply-form textarea[name=text]")
    field.fill("네, **세 벌** 남아 있어요. https://haru.example/p/1 를 봐 주세요.")
    field.press("Control+Enter")
    expect(desk.locator(".message[data-direction=out]")).to_contain_text("세 벌")
    work()
    theirs = frame.locator(".message.in")
    expect(theirs).to_contain_text("세 벌 남아 있어요.")
    expect(theirs).to_contain_text("김민지")
    link = theirs.locator("a")
    expect(link).to_have_attribute("href", "https://haru.example/p/1")
    expect(link).to_have_attribute("rel", "noopener noreferrer nofollow")


def test_who_opens_it_before_the_server_knew_them_lands_in_their_conversation(page: Page, visit: Opened) -> None:
    frame = visit()
    write(frame, "하나")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    held: list[Route] = []
    page.context.route("**/api/widget/v1/sessions", lambda route: held.append(route), times=1)
    with page.expect_request("**/api/widget/v1/sessions"):
        frame = visit(start=False)
    expect(frame.locator("#home")).to_be_visible()
    held[0].continue_()
    expect(frame.locator(".message.out .bubble")).to_have_text(["하나"])
    expect(frame.locator("#home")).to_be_hidden()


def test_enter_never_cuts_or_doubles_a_syllable(page: Page, visit: Opened) -> None:
    frame = visit()
    field = frame.locator("#text")
    expect(field).to_be_focused()
    keyboard = Keyboard(page)
    keyboard.commit("반품하고 싶어")
    keyboard.compose("ㅇ")
    keyboard.compose("요")
    # The Enter that ends the syllable belongs to it; the one after it sends.
    keyboard.enter(composing=True)
    expect(field).to_have_value("반품하고 싶어요")
    expect(frame.locator(".message.out")).to_have_count(0)
    keyboard.commit("요")
    expect(field).to_have_value("반품하고 싶어요")
    keyboard.enter(composing=False)
    expect(frame.locator(".message.out .bubble")).to_have_text(["반품하고 싶어요"])
    expect(field).to_have_value("")
    # The button in the middle of a syllable: the whole of it leaves, and nothing of it stays behind or comes again.
    keyboard.commit("언제 되나")
    keyboard.compose("요")
    frame.locator(".send").click()
    expect(frame.locator(".message.out .bubble")).to_have_text(["반품하고 싶어요", "언제 되나요"])
    expect(field).to_have_value("")
    keyboard.compose("네")
    keyboard.commit("네")
    expect(field).to_have_value("네")
    keyboard.enter(composing=False)
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["반품하고 싶어요", "언제 되나요", "네"])
    assert list(Message.objects.order_by("id").values_list("text", flat=True)) == ["반품하고 싶어요", "언제 되나요", "네"]


def test_what_is_written_without_a_network_is_sent_once_in_order_and_found_again(
    page: Page, visit: Opened, storefront: Shop, minji: Agent
) -> None:
    frame = visit()
    write(frame, "하나")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    page.context.set_offline(True)
    expect(frame.locator("#strip")).to_contain_text("연결이 끊겼어요")
    write(frame, "둘")
    write(frame, "셋")
    expect(frame.locator(".message.waiting")).to_have_count(2)
    answers("기다려 주세요.", minji)
    page.context.set_offline(False)
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["하나", "둘", "셋"])
    expect(frame.locator(".message.in .bubble")).to_have_text(["기다려 주세요."])
    assert list(Message.objects.filter(direction="in").order_by("id").values_list("text", flat=True)) == ["하나", "둘", "셋"]
    # The next page of the shop finds the conversation by itself, and says on its button that there is an answer.
    page.goto(storefront.origin + "/cart")
    expect(page.locator("onmaru-chat iframe")).to_be_attached()
    answers("도착했어요.", minji)
    button = page.locator("onmaru-chat button")
    expect(button.locator("b")).to_have_text("1")
    button.click()
    frame = page.frame_locator("onmaru-chat iframe")
    expect(frame.locator(".message .bubble")).to_have_text(["하나", "기다려 주세요.", "둘", "셋", "도착했어요."])
    expect(button.locator("b")).to_have_count(0)


def test_a_closed_shop_takes_an_address_and_a_signed_in_customer_is_known_elsewhere(
    page: Page, other: Callable[..., Page], storefront: Shop
) -> None:
    channel = embedded(storefront, week=[[]] * 7)
    storefront.embeds(channel.handle, customer="visitor-123", hash=signed(SECRET, "visitor-123"))
    page.goto(storefront.origin)
    page.locator("onmaru-chat button").click()
    frame = page.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").click()
    expect(frame.locator("#strip")).to_contain_text("상담 시간이 아니에요")
    frame.locator("#intro input[type=email]").fill("yuna@customer.example")
    frame.locator("#intro .primary").click()
    write(frame, "내일 답해 주세요")
    expect(frame.locator("#strip")).to_contain_text("이메일로도")
    assert Chat.objects.get().left_address == "yuna@customer.example"
    phone = other(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto(storefront.origin)
    phone.locator("onmaru-chat button").tap()
    there = phone.frame_locator("onmaru-chat iframe")
    expect(there.locator(".message.out .bubble")).to_have_text(["내일 답해 주세요"])
    page.close()


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 1440), ("light", 390), ("dark", 390)])
def test_everyone_can_use_it(
    other: Callable[..., Page], storefront: Shop, chat_channel: Channel, minji: Agent, theme: Theme, width: int
) -> None:
    page = other(color_scheme=theme, viewport={"width": width, "height": 844}, bypass_csp=True)
    page.goto(storefront.origin)
    page.keyboard.press("Tab")
    page.locator("onmaru-chat button").focus()
    page.keyboard.press("Enter")
    frame = page.frame_locator("onmaru-chat iframe")
    expect(frame.locator("#welcome")).to_be_focused()
    inner = page.frames[1]
    assert inner.evaluate(LOOK, AXE.read_text()) == []
    frame.locator(".primary").click()
    write(frame, "안녕하세요 https://haru.example")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    card = Card("린넨 셔츠", "45,000원", buttons=(Button("postback", "이걸로 할게요", "p1"),))
    answers("", minji, card)
    expect(frame.locator(".card")).to_be_visible()
    assert inner.evaluate(LOOK, AXE.read_text()) == []
    frame.locator(".head [aria-haspopup]").click()
    frame.locator("[role=menuitem]", has_text="이메일").click()
    expect(frame.locator("dialog input[type=email]")).to_be_focused()
    assert inner.evaluate(LOOK, AXE.read_text()) == []
    page.keyboard.press("Escape")
    expect(frame.locator("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator("onmaru-chat button")).to_be_focused()
