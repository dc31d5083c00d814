"""What a visitor hears and what moves: a tone for an answer that nobody looks at, and nothing that need not."""

import pytest
from playwright.sync_api import Page, expect

from onmaru.channels.webchat.tests.browsing import Opened, answers, chat_channel, desk, storefront, visit, write
from onmaru.people.models import Agent

pytestmark = pytest.mark.browser

__all__ = ["chat_channel", "desk", "storefront", "visit"]

# Written where a test can wait for it: on the page of the frame that made the tone.
LISTEN = """
    const start = OscillatorNode.prototype.start
    OscillatorNode.prototype.start = function (...when) {
        const page = document.documentElement
        page.dataset.tones = Number(page.dataset.tones ?? 0) + 1
        start.apply(this, when)
    }
"""
MOVES = """element => [element, ...element.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one)
    return style.animationName !== "none" || style.transitionDuration.split(",").some(length => parseFloat(length) > 0)
}).length"""


def test_an_answer_is_heard_unless_it_is_looked_at(page: Page, visit: Opened, minji: Agent) -> None:
    page.add_init_script(LISTEN)
    frame = visit()
    tones = frame.locator("html")
    write(frame, "소리가 나나요?")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    # A menu that is open stays so, and keeps the focus, while what is around it is drawn anew.
    own = frame.locator(".message.out")
    own.hover()
    own.get_by_role("button", name="더 보기").click()
    answers("보고 계시면 나지 않아요.", minji)
    expect(frame.locator(".message.in .bubble")).to_have_count(1)
    expect(own.locator(".under")).to_have_count(1)
    expect(own.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(own.get_by_role("menuitem", name="삭제")).to_be_focused()
    page.keyboard.press("Escape")
    expect(own.get_by_role("menuitem")).to_have_count(0)
    expect(own.get_by_role("button", name="더 보기")).to_be_focused()
    expect(tones).not_to_have_attribute("data-tones", "2")

    launcher = page.locator("onmaru-chat button")
    launcher.click()
    answers("닫아 두셨으니 울립니다.", minji)
    expect(launcher.locator("b")).to_have_text("1")
    expect(tones).to_have_attribute("data-tones", "2")


def test_nothing_moves_for_who_wants_no_motion(page: Page, visit: Opened, minji: Agent) -> None:
    frame = visit()
    write(frame, "움직임이 어지러워요")
    expect(frame.locator(".message.out:not(.waiting)")).to_have_count(1)
    button = page.locator("onmaru-chat button")
    assert frame.locator("body").evaluate(MOVES) + button.evaluate(MOVES) > 0
    page.emulate_media(reduced_motion="reduce")
    assert frame.locator("body").evaluate(MOVES) + button.evaluate(MOVES) == 0
