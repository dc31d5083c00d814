"""The desk as an agent lives in it: a real browser, the real front, and somebody writing meanwhile."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.models import Attachment, Conversation, Draft, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser

# What the physical keys give while the keyboard writes Korean.
KOREAN = {"KeyJ": "ㅓ", "KeyK": "ㅏ", "KeyE": "ㄷ", "KeyZ": "ㅋ", "KeyA": "ㅁ", "KeyR": "ㄱ", "KeyN": "ㅜ"}


@pytest.fixture
def desk(page: Page, front: str, minji: Agent) -> Iterator[Callable[[str], Page]]:
    """`desk("/desk/views/all/")` opens that screen as 김민지; afterwards the page hangs up before the front stops."""
    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])

    def opened(address: str) -> Page:
        page.goto(front + address)
        expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
        return page

    yield opened
    page.close()


def press(page: Page, code: str) -> None:
    """A key in Korean input mode, outside of text fields."""
    keyboard = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": KOREAN[code], "windowsVirtualKeyCode": 229})


def address(conversation: Conversation) -> str:
    return f"/desk/conversations/{conversation.pk}/?view=all"


def test_the_keyboard_walks_takes_and_resolves_in_korean(desk, write: Write, minji: Agent) -> None:
    first = write("하나", by="a@customer.example").conversation
    second = write("둘", by="b@customer.example").conversation
    page = desk("/desk/views/all/")
    press(page, "KeyJ")
    expect(page).to_have_url(re.compile(f"/conversations/{second.pk}/"))
    press(page, "KeyJ")
    expect(page).to_have_url(re.compile(f"/conversations/{first.pk}/"))
    expect(page.locator("[data-row][aria-current=true]")).to_have_attribute("id", f"row-{first.pk}")
    press(page, "KeyA")
    expect(page.locator("#assignee-menu [name=agent]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#open-assignee")).to_contain_text("김민지")
    press(page, "KeyE")
    # Nothing is known of it: the first of what is found is taken.
    expect(page.locator("#resolve-body [type=search]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#conversation-head [data-key=KeyZ]")).to_be_visible()
    press(page, "KeyZ")
    expect(page.locator("#conversation-head [data-key=KeyE]")).to_be_visible()
    press(page, "KeyR")
    expect(page.locator("#reply-form textarea")).to_be_focused()


def test_what_comes_appears_by_itself_and_nothing_jumps(desk, write: Write) -> None:
    for number in range(30):
        write(f"문의 {number}", by=f"c{number}@customer.example")
    page = desk("/desk/views/all/")
    rows = page.locator("#rows")
    rows.evaluate("rows => rows.scrollTo(0, 900)")
    marked = page.locator("#rows [data-row]").nth(12)
    name, before = marked.get_attribute("id"), marked.bounding_box()
    came = write("새 문의입니다", by="new@customer.example").conversation
    expect(page.locator(f"#row-{came.pk}")).to_be_attached()
    after = page.locator(f"#{name}").bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 2
    expect(page.locator("#rail-all .count")).to_have_text("31")


def test_a_message_appears_in_the_open_conversation_without_touching_what_is_written(desk, write: Write) -> None:
    first = write("언제 오나요?")
    page = desk(address(first.conversation))
    text = page.locator("#reply-form textarea")
    text.fill("확인해 보")
    text.focus()
    newer = write("아, 왔어요!", answers=first)
    expect(page.locator(f"#message-{newer.pk}")).to_be_visible()
    expect(text).to_be_focused()
    expect(text).to_have_value("확인해 보")
    # Seen is what stood on the screen for a moment.
    expect(page.locator("#seen")).to_have_value(str(newer.pk))


def test_what_was_not_seen_stops_the_answer(desk, write: Write) -> None:
    first = write("언제 오나요?")
    page = desk(address(first.conversation))
    page.route("**/thread/**", lambda route: route.abort())
    text = page.locator("#reply-form textarea")
    text.fill("택배사에 물어볼게요.")
    newer = write("취소해 주세요", answers=first)
    text.press("Control+Enter")
    expect(page.locator("#composer-notice [role=alert]")).to_contain_text("취소해 주세요")
    expect(page.locator(f"#message-{newer.pk}")).to_be_visible()
    expect(text).to_have_value("택배사에 물어볼게요.")
    assert not Message.objects.filter(direction="out").exists()
    text.press("Control+Enter")
    expect(page.locator(".message[data-direction=out]")).to_contain_text("택배사에 물어볼게요.")
    expect(page.locator("#reply-form textarea")).to_have_value("")
    assert Message.objects.filter(direction="out").count() == 1


def test_an_answer_can_be_taken_back(desk, write: Write) -> None:
    page = desk(address(write().conversation))
    text = page.locator("#reply-form textarea")
    text.fill("성급한 답")
    text.press("Control+Enter")
    page.locator("[data-undo]").click()
    expect(page.locator("#reply-form textarea")).to_have_value("성급한 답")
    expect(page.locator(".message[data-direction=out]")).to_have_count(0)


def test_a_draft_survives_a_reload(desk, write: Write) -> None:
    conversation = write().conversation
    page = desk(address(conversation))
    page.locator("#reply-form textarea").fill("쓰다 만 답장")
    with page.expect_response(re.compile("/drafts/reply/")):
        pass
    page.reload()
    expect(page.locator("#reply-form textarea")).to_have_value("쓰다 만 답장")
    assert Draft.objects.get().text == "쓰다 만 답장"


def test_a_page_that_lost_its_connection_shows_the_truth_again(desk, write: Write) -> None:
    first = write("언제 오나요?")
    page = desk(address(first.conversation))
    page.context.set_offline(True)
    expect(page.locator("html")).to_have_attribute("data-is-connection", "lost")
    newer = write("급해요", answers=first)
    other = write("다른 분", by="other@customer.example").conversation
    expect(page.locator(f"#message-{newer.pk}")).to_have_count(0)
    page.context.set_offline(False)
    expect(page.locator(f"#message-{newer.pk}")).to_be_visible(timeout=15_000)
    expect(page.locator(f"#row-{other.pk}")).to_be_visible()


FILE = """async ({selector, kind, name}) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(["%PDF-1.7 안내"], name, {type: "application/pdf"}));
    const event = kind === "paste" ? new ClipboardEvent("paste", {clipboardData: transfer, bubbles: true, cancelable: true})
                                   : new DragEvent("drop", {dataTransfer: transfer, bubbles: true, cancelable: true});
    document.querySelector(selector).dispatchEvent(event);
}"""


@pytest.mark.parametrize("kind", ["paste", "drop"])
def test_a_file_is_pasted_or_dropped_and_leaves_with_the_answer(desk, write: Write, kind: str) -> None:
    page = desk(address(write().conversation))
    page.evaluate(FILE, {"selector": "#reply-form textarea", "kind": kind, "name": "교환 안내.pdf"})
    chip = page.locator("#reply-form [data-attach-tray] [data-attachment]")
    expect(chip.locator("input[name=attachments]")).to_be_attached()
    page.reload()
    expect(page.locator("#reply-form [data-attach-tray]")).to_contain_text("교환 안내.pdf")
    page.locator("#reply-form textarea").fill("안내 파일을 보내 드립니다.")
    page.locator("#reply-form textarea").press("Control+Enter")
    expect(page.locator(".message[data-direction=out] .attachment")).to_contain_text("교환 안내.pdf")
    assert Attachment.objects.get().message is not None


def test_going_back_shows_the_list_again(desk, write: Write) -> None:
    conversation = write().conversation
    page = desk("/desk/views/all/")
    page.locator(f"#row-{conversation.pk} a").click()
    expect(page.locator("#thread")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile("/desk/views/all/$"))
    expect(page.locator("#thread")).to_have_count(0)
    expect(page.locator(f"#row-{conversation.pk}")).to_be_visible()


def test_a_phone_shows_one_thing_at_a_time(desk, page: Page, write: Write) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    conversation = write(subject="배송 문의").conversation
    desk("/desk/views/all/")
    page.locator(f"#row-{conversation.pk} a").click()
    expect(page.locator("#reply-form textarea")).to_be_visible()
    expect(page.locator(f"#row-{conversation.pk}")).not_to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".phone-only[href]").first.click()
    expect(page.locator(f"#row-{conversation.pk}")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(desk, page: Page, front: str, write: Write, minji: Agent, theme: str, width: int) -> None:
    first = write("언제 오나요? https://haru.example/orders/1", subject="배송 문의", quoted="이전 메일", signature="유나 드림")
    conversation = first.conversation
    assign(conversation, minji)
    tag(conversation, "배송", minji)
    note(conversation, minji, "택배사 확인 중")
    reply(conversation, minji, "확인해 볼게요.")
    write("부재중입니다", answers=first, machine="out_of_office")
    page.context.add_cookies([{"name": "theme", "value": theme, "url": front}])
    page.set_viewport_size({"width": width, "height": 900})
    for screen in ("/desk/views/all/", address(conversation), "/desk/search/?q=배송", "/desk/preferences/"):
        desk(screen)
        if "conversations" in screen and width > 1340:
            expect(page.locator("#customer-facts")).to_be_visible()
        # On a phone the list is the page, and the main part stays away until something is open.
        found = [one for one in complaints(page) if width > 390 or not one.startswith("landmark-one-main")]
        assert not found, json.dumps({screen: found}, ensure_ascii=False, indent=1)


def test_sending_and_resolving_asks_for_the_reason_and_never_sends_from_a_note(desk, write: Write) -> None:
    conversation = write().conversation
    page = desk(address(conversation))
    page.locator("#reply-form textarea").fill("해결됐습니다.")
    page.locator("#tab-note").click()
    page.locator("#note-form textarea").fill("메모")
    page.locator("#note-form textarea").press("Control+Shift+Enter")
    page.locator("#tab-reply").click()
    page.locator("#reply-form textarea").press("Control+Shift+Enter")
    # Nobody has said what it was about: that comes first, and nothing has left.
    expect(page.locator("#resolve-body [type=search]")).to_be_focused()
    assert not Message.objects.filter(direction="out").exists()
    page.keyboard.press("Enter")
    expect(page.locator("#conversation-head [data-key=KeyZ]")).to_be_visible()
    assert [message.text for message in Message.objects.filter(direction="out")] == ["해결됐습니다."]


def test_an_answer_never_looks_like_a_note(desk, write: Write, minji: Agent) -> None:
    conversation = write().conversation
    Draft.objects.create(conversation=conversation, agent=minji, purpose=Draft.Purpose.NOTE, text="메모", updated_at=clock.now())
    page = desk(address(conversation))
    composer = page.locator("#composer")
    note_colour = composer.evaluate("element => getComputedStyle(element).backgroundColor")
    page.locator("#tab-reply").click()
    expect(page.locator("#reply-form textarea")).to_be_visible()
    expect(composer).not_to_have_css("background-color", note_colour)
