"""Draws the app's pictures from our own mark. `python -m dev.icons` after the favicon has changed; what it makes is committed."""

import re
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

WEB = Path(__file__).resolve().parents[1] / "src" / "onmaru" / "web" / "static" / "web"
MARK = (WEB / "favicon.svg").read_text()
# The middle four fifths of a maskable picture are never cut away; the badge is a shape that Android colours itself.
MASKABLE = re.sub(r"translate\([^)]*\) scale\([^)]*\)", "translate(5.4 5.1) scale(.55)", MARK.replace(' rx="6"', ""))
BADGE = MARK.replace('<rect width="24" height="24" rx="6" fill="#2a6a5d"/>', "").replace("#fffefb", "#fff")
DRAWN = {
    "192": (MARK, 192),
    "512": (MARK, 512),
    "180": (MARK.replace(' rx="6"', ""), 180),
    "maskable": (MASKABLE, 512),
    "badge": (BADGE, 96),
}


def main() -> None:
    folder = WEB / "icons"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for name, (drawing, size) in DRAWN.items():
            page.set_viewport_size({"width": size, "height": size})
            page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block; width: {size}px; height: {size}px }}</style>{drawing}")
            page.screenshot(path=folder / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
