"""Writing answers as people do: in Korean input mode, with macros, with what was copied elsewhere, and with a check before it leaves."""

import json
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import CDPSession, Locator, Page, expect

from onmaru.automation.actions.link_pages import link_pages
from onmaru.automation.models import MacroUse
from onmaru.automation.tests.conftest import Make
from onmaru.inbox.models import Conversation, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent, Shop
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser

Opened = Callable[[Conversation], Locator]


@pytest.fixture
def answer(page: Page, front: str, minji: Agent, shop: Shop) -> Iterator[Opened]:
    """`answer(conversation)` opens it as 김민지 and gives the field of the answer; afterwards the page hangs up before the front stops."""
    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])

    def opened(conversation: Conversation) -> Locator:
        page.goto(f"{front}/desk/conversations/{conversation.pk}/?view=all")
        expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
        field = page.locator("#reply-form textarea[name=text]")
        field.focus()
        return field

    yield opened
    page.close()


class Keyboard:
    """A keyboard that writes Korean: syllables are composed, and every key says 229 meanwhile."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def compose(self, text: str) -> None:
        self.session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})

    def commit(self, text: str) -> None:
        self.session.send("Input.insertText", {"text": text})

    def down(self, code: str, composing: bool) -> None:
        key = {"key": "Process", "windowsVirtualKeyCode": 229} if composing else {"key": code, "windowsVirtualKeyCode": 13, "text": "\r"}
        self.session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown" if composing else "keyDown", "code": code, **key})

    def up(self, code: str) -> None:
        self.session.send("Input.dispatchKeyEvent", {"type": "keyUp", "code": code, "key": code})


def test_a_macro_is_found_by_initials_while_a_syllable_is_composed(
    page: Page, answer: Opened, conversation: Conversation, make: Make, minji: Agent
) -> None:
    minji.enter_sends = True
    minji.save(update_fields=["enter_sends"])
    make("배송 안내", "배송은 내일 도착합니다.")
    make("환불 안내", "{{고객.이름}}님, {{쇼핑몰.이름}}입니다. 환불을(를) 진행합니다.", tag={"tags": ["환불"]}, assign={"who": "me"})
    make("약속 확인", "{{약속.시각}}까지 답하겠습니다.")
    link_pages([("반품 안내", "https://haru.example/returns")], minji)
    field = answer(conversation)
    names = page.locator("#snippets [role=option] .snippet-name")
    keyboard = Keyboard(page)

    field.press_sequentially("/")
    expect(names).to_have_text(["배송 안내", "약속 확인", "환불 안내", "반품 안내"])
    found = complaints(page)
    assert not found, json.dumps(found, ensure_ascii=False)
    keyboard.compose("ㅎ")
    keyboard.commit("ㅎ")
    keyboard.compose("ㅂ")
    expect(names).to_have_text(["환불 안내"])
    expect(field).to_have_attribute("aria-activedescendant", "snippet-0")
    # The Enter that ends the syllable chooses, and a Mac's second Enter of the same press neither breaks the line nor sends.
    keyboard.down("Enter", composing=True)
    expect(page.locator("#snippets")).to_be_visible()
    keyboard.commit("ㅂ")
    keyboard.down("Enter", composing=False)
    keyboard.up("Enter")
    expect(field).to_have_value("유나님, 하루상점입니다. 환불을 진행합니다.")
    expect(page.locator("#snippets-chosen")).to_contain_text("#환불")
    assert not Message.objects.filter(direction="out").exists()

    # With the wrong keyboard, by hand; what has no value is marked, and stops the answer.
    field.fill("")
    field.press_sequentially("/dirthr")
    expect(names).to_have_text(["약속 확인"])
    field.press("Enter")
    expect(page.locator(".open-places")).to_contain_text("{{약속.시각}}")
    assert page.evaluate("getSelection().toString()") == "{{약속.시각}}"
    field.press("Control+Enter")
    expect(page.locator("#composer-notice [role=alert]")).to_contain_text("{{약속.시각}}")
    field.fill("네, 환불을 진행합니다.")
    expect(page.locator(".open-places")).to_be_hidden()
    field.press("Enter")
    expect(page.locator(".message[data-direction=out]")).to_contain_text("네, 환불을 진행합니다.")
    expect(page.locator("#conversation-head, #conversation-tags").first).to_be_visible()
    assert sorted(conversation.taggings.values_list("tag__name", flat=True)) == ["환불"]
    assert MacroUse.objects.count() == 2
    expect(page.locator("#snippets-chosen")).to_be_hidden()

    # A page of the shop is found the same way, and is a link at once.
    page.locator("#reply-form textarea[name=text]").fill("")
    page.locator("#reply-form textarea[name=text]").press_sequentially("자세한 안내: /qksvna")
    expect(names).to_have_text(["반품 안내"])
    page.keyboard.press("Enter")
    expect(page.locator("#reply-form textarea[name=text]")).to_have_value("자세한 안내: [반품 안내](https://haru.example/returns)")


def test_the_palette_finds_macros_and_escape_leaves_the_sign_alone(
    page: Page, answer: Opened, conversation: Conversation, make: Make
) -> None:
    make("환불 안내", "환불해 드릴게요.")
    field = answer(conversation)
    field.press_sequentially("#환")
    expect(page.locator("#snippets")).to_be_visible()
    field.press("Escape")
    expect(page.locator("#snippets")).to_be_hidden()
    expect(field).to_have_value("#환")
    field.fill("")
    page.keyboard.press("Control+KeyK")
    page.locator("#palette input").press_sequentially("ㅎㅂㅇㄴ")
    expect(page.locator("#palette [role=option]")).to_contain_text(["환불 안내"])
    page.keyboard.press("Enter")
    expect(field).to_have_value("환불해 드릴게요.")


def test_a_doubt_is_said_once_with_something_kinder(page: Page, answer: Opened, write: Write) -> None:
    conversation = write("사이즈 교환은 가능한가요? 그리고 색상은 몇 가지인가요?").conversation
    field = answer(conversation)
    field.fill("교환은 잘 모르겠습니다.")
    field.press("Control+Enter")
    strip = page.locator(".doubts")
    expect(strip).to_contain_text("색상은 몇 가지인가요?")
    expect(strip).to_contain_text("모르겠습니다")
    found = complaints(page)
    assert not found, json.dumps(found, ensure_ascii=False)
    strip.locator("[data-doubt-replace]").click()
    expect(field).to_have_value("교환은 잘 확인해 보고 알려 드리겠습니다.")
    assert not Message.objects.filter(direction="out").exists()
    field.press("Control+Enter")
    expect(page.locator(".message[data-direction=out]")).to_contain_text("확인해 보고 알려 드리겠습니다")
    assert Message.objects.filter(direction="out").count() == 1


PASTE = """(field, html) => {
    const transfer = new DataTransfer();
    transfer.setData("text/html", html);
    transfer.setData("text/plain", "plain");
    field.dispatchEvent(new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true, cancelable: true}));
}"""
COPIED = """<html><body><!--StartFragment--><h2>환불 안내</h2><p class=MsoNormal><b>3일</b> 안에 <a href="https://haru.example/a">접수</a>해
주세요.<o:p></o:p></p><ul><li>사진<ul><li>앞면</li></ul></li><li>주문번호</li></ul><table><tr><td>가</td><td>나</td></tr></table>
<script>alert(1)</script><img src="https://evil.example/x.png" alt="표"><!--EndFragment--></body></html>"""
WRITTEN = """## 환불 안내

**3일** 안에 [접수](https://haru.example/a)해 주세요.

- 사진
  - 앞면
- 주문번호

가  나

[표]"""


def test_what_is_copied_elsewhere_keeps_its_look(page: Page, answer: Opened, conversation: Conversation) -> None:
    field = answer(conversation)
    field.evaluate(PASTE, COPIED)
    expect(field).to_have_value(WRITTEN)
    page.locator("[data-preview]").click()
    preview = page.locator("#composer-preview")
    expect(preview.locator("strong")).to_have_text("3일")
    expect(preview.locator("li li")).to_have_text("앞면")
    page.locator("[data-preview]").click()
    field.fill("환불")
    field.press("Control+A")
    field.press("Control+b")
    expect(field).to_have_value("**환불**")
    field.press("Control+b")
    expect(field).to_have_value("환불")
    field.press("End")
    page.locator("#open-emoji").click()
    page.locator("#emoji input").fill("선물")
    expect(page.locator("#emoji [role=option]").first).to_have_attribute("aria-label", "선물")
    page.locator("#emoji input").press("Enter")
    expect(field).to_have_value("환불🎁")
    field.fill("")
    page.locator("[data-quote]").click()
    expect(field).to_have_value("> 주문번호 20261122-0001 언제 오나요?\n\n")
    field.press_sequentially("**내일** 도착합니다.")
    field.press("Control+Enter")
    sent = page.locator(".message[data-direction=out]")
    expect(sent.locator("strong")).to_have_text("내일")
    expect(sent.locator("blockquote")).to_contain_text("언제 오나요?")
