"""An agent at the desk and a visitor of the shop, talking to each other."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.channels.webchat.settings import Consent
from onmaru.channels.webchat.tests.conftest import ORIGIN, Browser, widget, work
from onmaru.inbox.models import Conversation
from onmaru.people.models import Agent

pytestmark = pytest.mark.browser


@pytest.fixture
def browser(front: str) -> Browser:
    browser = Browser(widget("w_talk", context=True, consent=Consent("동의하세요?", "2")))
    assert browser.open(consent_version="2").status_code == 201
    return browser


def test_both_sides_of_a_chat(front: str, browser: Browser, minji: Agent, page: Page) -> None:
    chat = browser.begin("배송 언제 오나요?")
    number = Conversation.objects.get().pk
    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{front}/desk/conversations/{number}/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    expect(page.locator("#visitor")).to_be_visible()

    # Who writes is seen, and where in the shop they are.
    browser.call("POST", f"conversations/{chat}/typing", {"state": "on"})
    expect(page.locator("[data-typing-of] .company-line")).to_be_visible()
    browser.call("POST", f"conversations/{chat}/typing", {"state": "off"})
    expect(page.locator("[data-typing-of] .company-line")).to_have_count(0)
    browser.call("POST", "context", {"url": f"{ORIGIN}/cart", "title": "장바구니"})
    expect(page.locator("#visitor")).to_contain_text("장바구니")

    # The visitor hears that an agent writes; Enter sends, but not while a syllable is composed.
    text = page.locator("#reply-form [name=text]")
    with page.expect_response(lambda answer: answer.url.endswith("/typing/") and "on=1" in (answer.request.post_data or "")):
        text.press_sequentially("내일 도착해요")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "ㅎ", "selectionStart": 1, "selectionEnd": 1})
    keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "code": "Enter", "key": "Process"})
    keyboard.send("Input.insertText", {"text": "히"})
    expect(text).to_have_value("내일 도착해요히")
    text.press("Backspace")
    text.press("Enter")
    expect(page.locator(".message[data-direction=out]")).to_contain_text("내일 도착해요")
    work()

    # How far it came is said where it stands.
    foot = page.locator(".message[data-direction=out] .message-foot").last
    browser.events(chat)
    browser.call("POST", f"conversations/{chat}/read", {"up_to_seq": 99})
    expect(foot.locator(".is-read")).to_be_visible()

    # It is corrected, and taken back.
    card = page.locator(".message[data-direction=out]").last
    card.hover()
    card.locator("a[href$='/words/']").click()
    page.locator("#words-text").fill("모레 도착해요")
    page.locator("#words-body [data-send]").click()
    expect(page.locator("#words-dialog")).to_be_hidden()
    expect(card).to_contain_text("모레 도착해요")

    # Something to press.
    page.locator("a[href$='/pressable/']").click()
    page.locator("#pressable a[href$='quick_replies']").click()
    # The card's own form, which has a text as well, stands there until this one has come.
    page.locator("#pressable-replies").fill("네\n아니요")
    page.locator("#pressable-text").fill("더 도와드릴까요?")
    page.locator("#pressable-body [data-send]").click()
    expect(page.locator("#pressable-dialog")).to_be_hidden()
    expect(page.locator(".rich-replies li")).to_have_count(2)
    work()
    assert browser.texts(chat)[-1].startswith("더 도와드릴까요?")
