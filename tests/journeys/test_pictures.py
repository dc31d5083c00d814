"""The pictures of the README, taken anew by `ONMARU_PICTURES=1 bin/test tests/journeys/test_pictures.py`."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from dev import world
from onmaru.inbox.models import Conversation
from tests.browser import until

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(os.environ.get("ONMARU_PICTURES") != "1", reason="pictures are taken when ONMARU_PICTURES=1"),
]

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SIZES = {"desk": ViewportSize(width=1440, height=900), "phone": ViewportSize(width=390, height=844)}
SHOWN = "머그컵이 깨져서 왔어요ㅠㅠ"


def test_pictures(front: str, chromium: Browser) -> None:
    world.fill()
    address = f"{front}/desk/conversations/{Conversation.objects.get(subject=SHOWN).pk}/?view=all"
    PICTURES.mkdir(exist_ok=True)
    for name, size in SIZES.items():
        context = chromium.new_context(locale="ko-KR", timezone_id="Asia/Seoul", color_scheme="light", viewport=size)
        page = context.new_page()
        sign_in(page, front)
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
        # Where colleagues wrote notes to each other and the customer came back.
        page.locator("#thread .note").first.evaluate("note => note.scrollIntoView({block: 'start'})")
        expect(page.locator("#thread .note").first).to_be_in_viewport()
        until(page, "[...document.images].every(image => image.loading === 'lazy' || image.complete)")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=PICTURES / f"{name}.png", animations="disabled")
        context.close()


def sign_in(page: Page, address: str) -> None:
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", "minji@haru.example")
    page.fill("[name=password]", world.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/desk/**")
