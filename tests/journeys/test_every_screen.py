"""Everyone can use every screen of the desk, wide in light and narrow in dark. A new screen is looked at without being named."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.web.tests.test_accessibility import AXE, SETTLED
from tests.journeys.everything import one_of_everything, screens

# What opens on a screen: (the beginning of its address, what is pressed first, what opens it, what is then there)
OPENED = [
    ("/desk/views/all/", "[data-select-all]", "#bulk-bar [name=deed][value=tag]", "#bulk-tag"),
    ("/desk/conversations/{desk_conversation}/", "", "a[href$='/side-threads/'][data-opens]", "#outside-body [name=text]"),
    ("/desk/conversations/{desk_conversation}/", "", "#open-merge", "#merge-body form"),
]
# The rail is the same beside every screen, and looked at once.
WITHOUT_RAIL = "{exclude: ['.shell-rail']}"
ALL = "{resultTypes: ['violations']}"


@pytest.mark.browser
@pytest.mark.parametrize("half", [0, 1])
def test_everyone_can_use_every_screen(half: int, front: str, page: Page) -> None:
    """In two halves, so that two processes share them: every other screen, and what opens with the second."""
    agent, keys = one_of_everything()
    client = Client()
    client.force_login(agent)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    addresses = list(screens(client, keys))
    assert len(addresses) > 30, addresses
    found: list[str] = []
    for address in addresses[half::2]:
        page.goto(front + address)
        found += [f"{address} {line}" for line in complaints(page, "document" if address == addresses[0] else WITHOUT_RAIL)]
    for address, first, opener, opened in OPENED if half else ():
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(front + address.format_map(keys))
        expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
        if first:
            page.locator(first).check()
        page.locator(opener).first.evaluate("opener => opener.click()")
        expect(page.locator(opened).first).to_be_visible()
        found += [f"{address} {opened} {line}" for line in complaints(page)]
    assert not found, "\n".join(found)


def complaints(page: Page, where: str = WITHOUT_RAIL) -> list[str]:
    """Wide in light and narrow in dark: a width hides and shows, a theme colours, and neither asks what the other is."""
    page.evaluate(AXE.read_text())
    found = []
    for width, theme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        wider = page.evaluate("document.documentElement.scrollWidth")
        if wider > width:
            found.append(f"at {width}: {wider} wide")
        page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
        page.evaluate(SETTLED)
        for violation in page.evaluate(f"axe.run({where}, {ALL})")["violations"]:
            found += [f"at {width}, {theme}: {violation['id']}: {node['target']} {node['html'][:80]}" for node in violation["nodes"]]
    return found
