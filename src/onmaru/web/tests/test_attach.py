import pytest
from playwright.sync_api import Page, expect

from onmaru.web.tests.stage import Answer, Stage

pytestmark = pytest.mark.browser

FORM = """<form data-behaviour="attach" data-upload-url="/upload" data-max-bytes="100"><textarea></textarea>
<input type="file" multiple aria-label="파일"><div data-attach-tray></div></form>"""
CHIP = """<span class="attachment" data-attachment><span class="attachment-name">저장됨</span>
<input type="hidden" name="attachments" value="7">
<button type="button" data-attach-remove data-url="/upload/7" aria-label="빼기">x</button></span>"""
GIVE = """([kind, type]) => { const data = new DataTransfer(); data.items.add(new File(['abc'], '사진.png', {type: 'image/png'}));
const event = kind === 'paste' ? new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})
    : new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true});
document.querySelector(type).dispatchEvent(event) }"""


@pytest.fixture
def form(page: Page, stage: Stage):
    stage.answers["/upload"] = lambda heard: Answer(CHIP)
    stage.answers["/upload/7"] = lambda heard: Answer()
    page.goto(stage.shows(FORM))
    return page


@pytest.mark.parametrize("way", ["paste", "drop"])
def test_a_pasted_or_dropped_file_becomes_a_chip(form, stage, way):
    form.evaluate(GIVE, [way, "textarea"])
    expect(form.locator(".attachment-name")).to_have_text("저장됨")
    heard = stage.heard_at("/upload")[0]
    assert 'filename="사진.png"' in heard.body
    assert heard.headers["x-csrftoken"] == "token"


def test_a_chip_is_removed_here_and_there(form, stage):
    form.get_by_label("파일").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"abc"})
    expect(form.locator("input[name=attachments]")).to_have_value("7")
    with form.expect_response("**/upload/7"):
        form.get_by_label("빼기").click()
    expect(form.locator("[data-attachment]")).to_have_count(0)
    assert stage.heard_at("/upload/7")[0].method == "DELETE"


def test_a_file_too_large_is_refused_before_it_travels(form, stage):
    form.get_by_label("파일").set_input_files({"name": "큰.bin", "mimeType": "application/octet-stream", "buffer": b"x" * 101})
    expect(form.locator("[data-state=failed] .attachment-name")).to_have_text("큰.bin")
    assert not stage.heard_at("/upload")


def test_a_refused_upload_says_so(form, stage):
    stage.answers["/upload"] = lambda heard: Answer(status=413)
    form.evaluate(GIVE, ["drop", "textarea"])
    expect(form.locator("[data-state=failed]")).to_be_visible()
