from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page

from onmaru.web.tests.stage import Answer, Stage

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[4] / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ["/styleguide/", "/styleguide/desk/"]
# An animation that its page drops while it loads neither ends nor is cancelled: nobody waits for it longer than any of ours takes.
SETTLED = """() => Promise.race([
    Promise.allSettled(
        document.getAnimations().filter(animation => animation.effect.getTiming().iterations < 9).map(animation => animation.finished)),
    new Promise(done => setTimeout(done, 2000))])"""
OPENED = {"palette": "#palette", "help": "#help-sheet"}


def complaints(page: Page) -> list[str]:
    """What axe has to say, as one line for each place."""
    # Half-faded in, everything has too little contrast.
    page.evaluate(SETTLED)
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{violation['id']} ({violation['impact']}): {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


@pytest.fixture
def looking(page: Page, stage: Stage):
    def look(address: str, theme: str, width: int = 1440) -> Page:
        client = Client()
        client.cookies["theme"] = theme
        text = client.get(address).content.decode()
        stage.answers[address] = lambda heard: Answer(text)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(stage.url + address)
        return page

    return look


@pytest.mark.parametrize(("theme", "width"), [("light", 1440), ("dark", 1440), ("light", 390)])
@pytest.mark.parametrize("address", PAGES)
def test_everyone_can_use_it(looking, address, theme, width):
    assert complaints(looking(address, theme, width)) == []


def test_a_planted_fault_is_seen(looking):
    page = looking("/styleguide/desk/", "dark")
    page.locator(".row-title").first.evaluate("title => title.classList.add('planted')")
    page.add_style_tag(content=".planted { color: #444 }")
    assert any("color-contrast" in line for line in complaints(page))


@pytest.mark.parametrize("opened", OPENED)
def test_everyone_can_use_what_opens(looking, opened):
    page = looking("/styleguide/", "light")
    page.keyboard.press("Control+k" if opened == "palette" else "Shift+Slash")
    page.locator(OPENED[opened]).wait_for()
    assert complaints(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_nothing_sticks_out_of_a_phone(looking, address):
    page = looking(address, "light", 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
