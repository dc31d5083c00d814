"""Everyone can use every screen of the desk, wide and narrow, in light and in dark. A new screen is looked at without being named."""

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
# Colours are all that another theme changes.
COLOURS = "{runOnly: ['color-contrast', 'link-in-text-block'], resultTypes: ['violations']}"
# The rail is the same beside every screen, and looked at once.
WITHOUT_RAIL = "{exclude: ['.shell-rail']}"
ALL = "{resultTypes: ['violations']}"


@pytest.mark.browser
def test_everyone_can_use_every_screen(front: str, page: Page) -> None:
    agent, keys = one_of_everything()
    client = Client()
    client.force_login(agent)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    addresses = list(screens(client, keys))
    assert len(addresses) > 30, addresses
    found: list[str] = []
    for address in addresses:
        page.goto(front + address)
        found += [f"{address} {line}" for line in complaints(page, "document" if address == addresses[0] else WITHOUT_RAIL)]
    for address, first, opener, opened in OPENED:
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
    """At both widths; in the dark only narrow, where all is but the rail, which is looked at with the first screen."""
    page.evaluate(AXE.read_text())
    found = []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        wider = page.evaluate("document.documentElement.scrollWidth")
        if wider > width:
            found.append(f"at {width}: {wider} wide")
        for theme, asked in (("light", ALL), ("dark", COLOURS)):
            if theme == "dark" and width == 1440 and where == WITHOUT_RAIL:
                continue
            page.evaluate(f"document.documentElement.dataset.theme = '{theme}'")
            page.evaluate(SETTLED)
            for violation in page.evaluate(f"axe.run({where}, {asked})")["violations"]:
                found += [f"at {width}, {theme}: {violation['id']}: {node['target']} {node['html'][:80]}" for node in violation["nodes"]]
    return found
