import pytest
from playwright.sync_api import Page

from onmaru.web.tests.stage import Stage

pytestmark = pytest.mark.browser

FORM = '<form data-behaviour="composer-keys"><textarea id="body"></textarea><button data-send>보내기</button></form>'
COUNT = "window.sent = 0; document.querySelector('form').addEventListener('submit', e => { e.preventDefault(); window.sent += 1 })"
PRESS = """options => document.getElementById('body').dispatchEvent(
    new KeyboardEvent('keydown', {key: 'Enter', code: 'Enter', bubbles: true, cancelable: true, ...options}))"""


@pytest.fixture
def sent(page: Page, stage: Stage):
    page.goto(stage.shows(FORM))
    page.wait_for_selector("#body")
    page.evaluate(COUNT)

    def press(**options: object) -> int:
        page.evaluate(PRESS, options)
        return page.evaluate("window.sent")

    return press


def chooses(page: Page, key: str) -> None:
    page.evaluate("key => document.documentElement.dataset.sendKey = key", key)


@pytest.mark.parametrize("modifier", ["ctrlKey", "metaKey"])
def test_enter_with_a_modifier_sends(sent, modifier):
    assert sent() == 0
    assert sent(**{modifier: True}) == 1


def test_enter_alone_sends_for_those_who_chose_it(page, sent):
    chooses(page, "enter")
    assert sent(shiftKey=True) == 0
    assert sent() == 1


@pytest.mark.parametrize("of_a_syllable", [{"isComposing": True}, {"keyCode": 229}, {"isComposing": True, "keyCode": 229}])
def test_the_enter_that_ends_a_syllable_never_sends(page, sent, of_a_syllable):
    chooses(page, "enter")
    page.evaluate("document.getElementById('body').dispatchEvent(new CompositionEvent('compositionend', {bubbles: true, data: '요'}))")
    assert sent(**of_a_syllable) == 0
    assert sent(**of_a_syllable, ctrlKey=True) == 0
    assert sent(keyCode=13) == 1


def test_a_held_enter_sends_once(page, sent):
    chooses(page, "enter")
    assert sent() == 1
    assert sent(repeat=True) == 1


def test_a_real_composition_in_chromium_does_not_send(page, sent):
    chooses(page, "enter")
    page.focus("#body")
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "요", "selectionStart": 1, "selectionEnd": 1})
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229})
    assert page.evaluate("window.sent") == 0
    session.send("Input.insertText", {"text": "요"})
    page.keyboard.press("Enter")
    assert page.evaluate("window.sent") == 1
    assert page.input_value("#body") == "요"
