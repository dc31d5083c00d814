import pytest
from playwright.sync_api import Page, expect

from onmaru.web.tests.stage import Stage

pytestmark = pytest.mark.browser

BODY = """
<button data-command="환불 처리">환불</button><button data-command="교환 접수">교환</button>
<button data-command="상담 이관" data-key="KeyT">이관</button>
<button data-command="Keyboard help">help</button><button data-command="값 확인" data-command-words="refund 금액">값</button>
<button data-command="숨은 명령" hidden>숨은</button>"""


@pytest.fixture
def palette(page: Page, stage: Stage):
    page.goto(stage.shows(BODY))
    page.locator("dialog#palette").wait_for(state="attached")
    page.evaluate("window.clicks = []; document.addEventListener('click', e => window.clicks.push(e.target.dataset.command))")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_visible()
    return page.locator("#palette")


def found(palette, query: str) -> list[str]:
    palette.get_by_role("combobox").fill(query)
    return palette.get_by_role("option").locator("span:not(.kbd-row)").all_inner_texts()


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ㅎㅂ", "환불 처리"),
        ("화", "환불 처리"),
        ("환불", "환불 처리"),
        ("ghksqnf", "환불 처리"),
        ("ㄱㅎ", "교환 접수"),
        ("ㄳ", None),
        ("이관", "상담 이관"),
        ("ㅗ디ㅔ", "Keyboard help"),
        ("help", "Keyboard help"),
        ("금액", "값 확인"),
        ("gksrnr", None),
    ],
)
def test_a_command_is_found_however_it_is_typed(palette, query, first):
    shown = found(palette, query)
    assert (shown[0] if shown else None) == first


def test_everything_usable_is_listed_and_nothing_else(palette):
    shown = found(palette, "")
    assert "환불 처리" in shown
    assert "숨은 명령" not in shown


def test_enter_runs_the_chosen_command_but_not_while_composing(page, palette):
    found(palette, "ㄱㅎ")
    palette.get_by_role("combobox").dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    expect(palette).to_be_visible()
    page.keyboard.press("Enter")
    expect(palette).not_to_be_visible()
    assert "교환 접수" in page.evaluate("window.clicks")
