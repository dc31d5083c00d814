"""A real Chromium, one for each test process, and a page in it. Tests that use it are marked `browser`."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from onmaru.web.assets import BUILD

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


PATIENCE_MS = 15_000


def until(page: Page, condition: str) -> None:
    """Waits for what only a script can see. Playwright's own wait evaluates its text again and again, which our content policy forbids."""
    page.evaluate(
        f"""() => new Promise((done, failed) => {{
            const end = performance.now() + {PATIENCE_MS}
            const look = () => {condition} ? done() : performance.now() > end ? failed(new Error("never so")) : setTimeout(look, 20)
            look()
        }})"""
    )


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not executable:
        pytest.skip("Chromium is not installed")
    if not (BUILD / "manifest.json").exists():
        pytest.skip("the assets are not built: run bin/assets")
    # Playwright keeps a loop running in this thread for the rest of the session, and Django would take our queries for its.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    # A busy machine is slow, not wrong.
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu", "--disable-quic", *QUIET])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A Korean desktop. A script that fails on it fails the test."""
    yield from opened(chromium.new_context(locale="ko-KR", timezone_id="Asia/Seoul", viewport={"width": 1280, "height": 800}))


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """The phone of a customer or an outsider, who is not signed in."""
    yield from opened(
        chromium.new_context(
            locale="ko-KR", timezone_id="Asia/Seoul", viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True
        )
    )


def opened(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert not errors
