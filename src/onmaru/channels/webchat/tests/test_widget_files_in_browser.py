"""Files of both sides in the thread: by the button, pasted, dropped, by a phone's camera; and what is not taken."""

from collections.abc import Callable

import pytest
from playwright.sync_api import FilePayload, Page, expect

from dev.world.files import file, photograph
from onmaru.channels.webchat.settings import Attachments
from onmaru.channels.webchat.tests.browsing import Opened, answers, desk, embedded, other, storefront, visit, write
from onmaru.channels.webchat.tests.shop import Shop
from onmaru.inbox.models import Attachment, Channel, Conversation, Draft, Message
from onmaru.kit import clock, storage
from onmaru.people.models import Agent

pytestmark = pytest.mark.browser

__all__ = ["desk", "other", "storefront", "visit"]

# A file in the hands of the browser: what a clipboard and a drag hold.
HELD = """([name, type, bytes]) => {
    const held = new DataTransfer()
    held.items.add(new File([Uint8Array.from(bytes)], name, {type}))
    return held
}"""
PASTE = "(field, held) => field.dispatchEvent(new ClipboardEvent('paste', {clipboardData: held, bubbles: true, cancelable: true}))"


@pytest.fixture
def chat_channel(storefront: Shop) -> Channel:
    """Files of at most a megabyte."""
    return embedded(storefront, attachments=Attachments(max_bytes=2**20))


def test_files_by_button_paste_and_drag(page: Page, visit: Opened, front: str, desk: Page, minji: Agent) -> None:
    frame = visit()
    pictures, files = frame.locator(".message.out:not(.waiting) .picture img"), frame.locator(".message.out:not(.waiting) a.file")
    with page.expect_file_chooser() as chooser:
        frame.get_by_role("button", name="파일 첨부").click()
    broken, slip = FilePayload(name="깨진 컵.png", mimeType="image/png", buffer=photograph("깨진")), file("영수증.pdf")
    chooser.value.set_files([broken, FilePayload(name=slip.name, mimeType=slip.content_type, buffer=slip.content)])
    expect(pictures).to_have_count(1)
    expect(files).to_contain_text("영수증.pdf")
    expect(pictures.first).to_have_js_property("naturalWidth", 320)

    inner, field = page.frames[1], frame.locator("#text")
    field.fill("이것도 봐 주세요")
    pasted = inner.evaluate_handle(HELD, ["image.png", "image/png", list(photograph("둘"))])
    field.evaluate(PASTE, pasted)
    expect(pictures).to_have_count(2)
    # Only the file was taken: what was being written stands there still.
    expect(field).to_have_value("이것도 봐 주세요")
    field.press("Enter")
    dropped = inner.evaluate_handle(HELD, ["셋.png", "image/png", list(photograph("셋"))])
    # A browser drops only where the drag before it was welcome; elsewhere it would leave the page for the file.
    assert not inner.locator("#log").evaluate(
        "(log, dataTransfer) => log.dispatchEvent(new DragEvent('dragover', {dataTransfer, bubbles: true, cancelable: true}))", dropped
    )
    inner.locator("#log").dispatch_event("drop", {"dataTransfer": dropped})
    expect(pictures).to_have_count(3)
    assert list(Attachment.objects.order_by("id").values_list("name", flat=True)) == ["깨진 컵.png", "영수증.pdf", "image.png", "셋.png"]

    # What is no picture, whatever it says, and what is too large: the visitor is told, and may take it away.
    html = FilePayload(name="그림.png", mimeType="image/png", buffer=b"<html><script>alert(1)</script>")
    frame.locator("input[type=file]").first.set_input_files([html])
    failed = frame.locator(".message.failed")
    expect(failed).to_contain_text("보낼 수 없")
    failed.get_by_role("button", name="삭제").click()
    expect(failed).to_have_count(0)
    frame.locator("input[type=file]").first.set_input_files([FilePayload(name="큰.png", mimeType="image/png", buffer=bytes(2**20 + 1))])
    expect(frame.locator(".notice")).to_contain_text("큰.png")
    assert Message.objects.filter(direction="in").count() == 5

    desk.goto(f"{front}/desk/conversations/{Conversation.objects.get().pk}/?view=all")
    expect(desk.locator("#thread")).to_contain_text("영수증.pdf")
    expect(desk.locator("#thread")).to_contain_text("셋.png")

    # An agent's file comes the other way.
    blob = storage.put([slip.content], limit=2**20)
    draft = Draft.objects.create(conversation=Conversation.objects.get(), agent=minji, updated_at=clock.now())
    Attachment.objects.create(
        draft=draft, name="안내서.pdf", content_type=slip.content_type, size=blob.size, sha256=blob.sha256, blob=blob.key
    )
    answers("안내서를 보내 드려요.", minji)
    theirs = frame.locator(".message.in a.file")
    expect(theirs).to_contain_text("안내서.pdf")
    answer = page.request.get(str(theirs.get_attribute("href")))
    assert (answer.status, answer.body()) == (200, slip.content)


def test_a_phone_has_a_camera(other: Callable[..., Page], storefront: Shop, chat_channel: Channel) -> None:
    phone = other(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    phone.goto(storefront.origin)
    phone.locator("onmaru-chat button").tap()
    frame = phone.frame_locator("onmaru-chat iframe")
    frame.locator(".primary").tap()
    camera = frame.locator("input[capture]")
    expect(camera).to_have_attribute("capture", "environment")
    expect(camera).to_have_attribute("accept", "image/*")
    with phone.expect_file_chooser() as chooser:
        frame.get_by_role("button", name="사진 찍기").tap()
    chooser.value.set_files([FilePayload(name="IMG_0001.png", mimeType="image/png", buffer=photograph("하나"))])
    expect(frame.locator(".message.out:not(.waiting) .picture img")).to_have_js_property("naturalWidth", 320)
    # Under a finger Enter begins a new line.
    write(frame, "한 줄")
    expect(frame.locator("#text")).to_have_value("한 줄\n")
    frame.locator(".send").tap()
    expect(frame.locator(".message.out:not(.waiting) .bubble")).to_have_text(["한 줄"])
