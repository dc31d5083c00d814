"""`bin/bench widget`: what the chat costs a shop's page and whoever visits it, as a browser meets it.

Sizes are of what the server sends, gzipped at level 9: the loader with the widget's looks in it, the page of the frame with its style,
sentences and settings, and the widget's script. Requests are counted at the browser: for a page view, for opening the chat, and for a first
message. Time on the main thread is the loader's own: a bare shop page is opened so many times with and without it, on a processor made four
times slower, and the medians are told apart. What the page must not notice is looked for: cookies, storage, console lines, moved layout.
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import statistics
import sys
import urllib.request
from dataclasses import dataclass, field

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

LOADER, WHOLE = 3_000, 20_000
REQUESTS_OF_A_VIEW, REQUESTS_OF_OPENING = 1, 2
SLOWER, MAIN_THREAD_MS = 4, 100.0
STILL = "() => new Promise(done => requestIdleCallback(() => setTimeout(done, 300)))"
MOVED = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().reduce((sum, one) => sum + one.value, 0)))
    .observe({type: 'layout-shift', buffered: true}) || setTimeout(() => done(0), 200))"""


@dataclass
class Found:
    sizes: dict[str, int] = field(default_factory=dict)
    requests: dict[str, list[str]] = field(default_factory=dict)
    main_thread: float = 0.0
    opening: float = 0.0
    noticed: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[str]:
        whole = sum(self.sizes.values())
        checks = {
            f"the loader has {self.sizes['loader']} bytes, at most {LOADER}": self.sizes["loader"] <= LOADER,
            f"loader and widget have {whole} bytes, at most {WHOLE}": whole <= WHOLE,
            f"a page view asks {len(self.requests['view'])} times": len(self.requests["view"]) <= REQUESTS_OF_A_VIEW,
            f"opening asks {len(self.requests['opening'])} times": len(self.requests["opening"]) <= REQUESTS_OF_OPENING,
            f"the loader keeps a slow processor busy for {self.main_thread:.1f} ms": self.main_thread <= MAIN_THREAD_MS,
        }
        return [said for said, good in checks.items() if not good] + self.noticed


def main() -> int:
    parser = argparse.ArgumentParser(prog="bin/bench widget")
    parser.add_argument("--times", type=int, default=15, help="page views with and without the loader")
    arguments = parser.parse_args()
    os.environ["ONMARU_LOG_LEVEL"] = "WARNING"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    from onmaru.cli import setting_up

    setting_up.django()
    from django.conf import settings
    from django.core.management import call_command

    from onmaru.channels.webchat.tests.shop import Shop
    from tests import live

    call_command("migrate", verbosity=0)
    settings.ALLOWED_HOSTS = ["*"]
    with live.served() as address:
        settings.PUBLIC_URL = address
        shop = Shop(address)
        widget_id = connected(shop.origin)
        shop.embeds(widget_id)
        try:
            found = measured(address, shop, widget_id, arguments.times)
        finally:
            shop.close()
    return shown(found)


def connected(origin: str) -> str:
    from onmaru.channels.webchat.settings import WebchatSettings
    from onmaru.inbox.models import Channel
    from onmaru.people.models import BusinessHours

    # Day and night: the bench is the same at any hour.
    BusinessHours.objects.create(week=[[["00:00", "24:00"]]] * 7, holidays="")
    chosen = WebchatSettings(origins=(origin,))
    return Channel.objects.create(kind="webchat", name="하루상점", handle="w_bench", settings=chosen.to_json()).handle


def measured(desk: str, shop, widget_id: str, times: int) -> Found:
    found = Found()
    page = fetched(f"{desk}/widget/{widget_id}/")
    script = page.split('type="module" src="', 1)[1].split('"', 1)[0]
    parts = {"loader": f"/widget/{widget_id}/v1.js", "page": f"/widget/{widget_id}/", "script": script}
    found.sizes = {name: len(gzip.compress(fetched(desk + path).encode(), 9)) for name, path in parts.items()}
    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=quiet)
        looked_at(browser, shop, found)
        with_it = [busy(browser, shop.origin) for _ in range(times)]
        embedded, shop.script = shop.script, ""
        without = [busy(browser, shop.origin) for _ in range(times)]
        shop.script = embedded
        found.main_thread = max(0.0, statistics.median(with_it) - statistics.median(without))
        browser.close()
    return found


def looked_at(browser: Browser, shop, found: Found) -> None:
    """One visit: a view, opening, a first message; and what the shop's page noticed of it."""
    page = browser.new_page(locale="ko-KR")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith(shop.desk) else None)
    page.on("console", lambda line: found.noticed.append(f"the console says: {line.text[:200]}"))
    page.on("pageerror", lambda error: found.noticed.append(f"an error: {error}"))
    page.goto(shop.origin)
    page.locator("onmaru-chat button").wait_for()
    page.evaluate(STILL)
    found.requests["view"] = taken(asked)
    if page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length"):
        found.noticed.append("something is stored before anybody opens the chat")
    if page.context.cookies():
        found.noticed.append("there is a cookie")
    if moved := page.evaluate(MOVED):
        found.noticed.append(f"the layout moved by {moved}")
    if page.evaluate("document.body.querySelectorAll('onmaru-chat, iframe').length"):
        found.noticed.append("something was put into the shop's body")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = spent(session)
    page.locator("onmaru-chat button").click()
    frame = page.frame_locator("onmaru-chat iframe")
    frame.locator("#welcome").wait_for()
    page.evaluate(STILL)
    found.opening = spent(session) - before
    found.requests["opening"] = taken(asked)
    frame.locator(".primary").first.click()
    frame.locator("#text").fill("안녕하세요")
    frame.locator("#text").press("Enter")
    frame.locator(".message.out:not(.waiting)").wait_for()
    page.evaluate(STILL)
    found.requests["first message"] = taken(asked)
    page.context.close()


def busy(browser: Browser, address: str) -> float:
    """Milliseconds of work in the page until it is idle."""
    page: Page = browser.new_page()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address, wait_until="load")
    page.evaluate(STILL)
    took = spent(session)
    page.context.close()
    return took


def spent(session: CDPSession) -> float:
    values = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return values["TaskDuration"] * 1000


def taken(asked: list[str]) -> list[str]:
    every = [url.split("/", 3)[3] for url in asked]
    asked.clear()
    return every


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310
        return answer.read().decode()


def shown(found: Found) -> int:
    for name, size in found.sizes.items():
        print(f"{name:<14} {size:>7,} bytes gzipped")
    print(f"{'in all':<14} {sum(found.sizes.values()):>7,} of {WHOLE:,} (loader {LOADER:,})")
    for name, urls in found.requests.items():
        print(f"{name:<14} {len(urls):>3} requests: {', '.join(urls)}")
    slowed = f"on a processor {SLOWER} times slower"
    print(f"main thread    {found.main_thread:.1f} ms for the loader {slowed}, {found.opening:.1f} ms to open")
    for said in found.wrong:
        print(f"NOT reached: {said}")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
