import pytest
from playwright.sync_api import Page, expect

from onmaru.web.tests.stage import Stage

pytestmark = pytest.mark.browser

BODY = """
<button id="reply" data-key="KeyR" data-command="답장">답장</button>
<button id="shifted" data-key="Shift+KeyR">전체 답장</button>
<button id="views" data-key="KeyG KeyI" data-key-label="내 상담" data-key-group="이동">이동</button>
<button id="hidden" data-key="KeyH" hidden>숨음</button>
<label>검색 <input id="search" data-key="Slash"></label>
<div data-behaviour="list-keys" data-key-hint="KeyJ=다음 상담;KeyK=이전 상담">
  <div data-row><input type="checkbox" aria-label="하나"><a href="#one">하나</a></div>
  <div data-row><input type="checkbox" aria-label="둘"><a href="#two">둘</a></div>
</div>"""
COUNT = """window.clicks = []; document.addEventListener('click', e => window.clicks.push(e.target.id || e.target.textContent))"""
PRESS = """([code, options, at]) => (at ? document.querySelector(at) : document.body).dispatchEvent(
    new KeyboardEvent('keydown', {code, bubbles: true, cancelable: true, ...options}))"""


@pytest.fixture
def press(page: Page, stage: Stage):
    page.goto(stage.shows(BODY))
    page.evaluate(COUNT)

    def press(code: str, at: str | None = None, **options: object) -> list[str]:
        page.evaluate(PRESS, [code, options, at])
        return page.evaluate("window.clicks.splice(0)")

    return press


def test_a_key_is_the_physical_one_whatever_it_writes(press):
    assert press("KeyR", key="r") == ["reply"]
    assert press("KeyR", key="ㄱ") == ["reply"]
    # Windows says 229 for every key of the Korean keyboard, also where nothing is composed.
    assert press("KeyR", key="Process", keyCode=229) == ["reply"]
    assert press("KeyR", key="ㄲ", shiftKey=True) == ["shifted"]


def test_keys_belong_to_the_text_while_one_types_or_composes(press):
    assert press("KeyR", at="#search") == []
    assert press("KeyR", isComposing=True) == []
    assert press("KeyR") == ["reply"]


def test_a_sequence_needs_all_of_its_keys(press):
    assert press("KeyI") == []
    assert press("KeyG", key="ㅎ") == []
    assert press("KeyI", key="ㅑ") == ["views"]


def test_what_is_not_shown_has_no_key(press):
    assert press("KeyH") == []


def test_a_field_is_entered(page, press):
    press("Slash")
    expect(page.locator("#search")).to_be_focused()


def test_a_dialog_keeps_the_keys_to_itself(page, press):
    page.evaluate("document.getElementById('confirm').showModal()")
    assert press("KeyR") == []


def test_the_help_sheet_lists_what_works_here(page, press):
    press("Slash", shiftKey=True)
    sheet = page.locator("#help-sheet")
    expect(sheet).to_be_visible()
    for words in ("답장", "전체 답장", "내 상담", "다음 상담"):
        expect(sheet.locator("dt", has_text=words).first).to_be_visible()
    expect(sheet.locator("dt", has_text="숨음")).to_have_count(0)


def test_a_list_is_walked_and_selected_with_korean_keys(page, press):
    press("KeyJ", key="ㅓ")
    expect(page.locator("[data-row]").nth(0)).to_have_attribute("data-is-cursor", "")
    press("KeyJ", key="ㅓ")
    expect(page.locator("a[href='#two']")).to_be_focused()
    press("KeyX", key="ㅌ")
    expect(page.get_by_label("둘", exact=True)).to_be_checked()
    press("KeyK", key="ㅏ")
    expect(page.locator("a[href='#one']")).to_be_focused()
