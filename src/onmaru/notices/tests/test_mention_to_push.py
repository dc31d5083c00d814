"""From an @ in a note to a notification on a locked screen, with everything real but the push service and the hand that delivers.

A Chromium without the internet can subscribe nowhere. So a push service on this machine takes the place of Google's, with keys of its own
in the browser's place: what it decrypts is handed to the worker through the debugger. That the browser's own decryption agrees with ours is
what this does not show; the example of the RFC does (test_push.py). Nor does it show that a phone's system draws the notification.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import pytest_django
from django.test import Client
from playwright.sync_api import Browser, CDPSession, Page, expect

from onmaru.inbox.tests.conftest import Write
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.actions.wish import wish
from onmaru.notices.models import Notice, Subscription
from onmaru.notices.tests.push_service import PushService, push_service
from onmaru.people.models import Agent
from onmaru.web.tests.test_accessibility import complaints
from tests.browser import PATIENCE_MS

pytestmark = pytest.mark.browser

REGISTER = "() => navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready).then(() => true)"
SHOWN = """() => navigator.serviceWorker.ready.then(found => found.getNotifications())
    .then(all => all.map(one => [one.title, one.body, one.data.url]))"""
# What the worker puts, it puts in its own time: who comes back to the desk before that gets none.
PUT = f"""async () => {{
    const end = performance.now() + {PATIENCE_MS}
    while (!(await registration.getNotifications()).some(one => one.tag !== "trial")) {{
        if (performance.now() > end) throw new Error("never put")
        await new Promise(done => setTimeout(done, 20))
    }}
}}"""
CLICK = """async () => {
    const [notification] = (await registration.getNotifications()).filter(one => one.tag !== "trial");
    self.dispatchEvent(new NotificationEvent("notificationclick", {notification}));
}"""


@pytest.fixture
def service(settings: pytest_django.Settings) -> Iterator[PushService]:
    settings.PRIVATE_HOSTS_ALLOWED = ["127.0.0.1"]
    with push_service() as service:
        yield service


@pytest.fixture
def desk_of(chromium: Browser, front: str) -> Iterator[Callable[[Agent], tuple[Page, Client]]]:
    contexts = []

    def opened(agent: Agent) -> tuple[Page, Client]:
        client = Client()
        client.force_login(agent)
        context = chromium.new_context(locale="ko-KR", timezone_id="Asia/Seoul", viewport={"width": 1280, "height": 800})
        contexts.append(context)
        context.grant_permissions(["notifications"], origin=front)
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
        return context.new_page(), client

    yield opened
    for context in contexts:
        context.close()


class Hand:
    """Gives pushes to a page's service worker, as the browser does when one has arrived."""

    def __init__(self, page: Page, origin: str) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.origin = origin
        self.registrations: list[str] = []
        self.session.on("ServiceWorker.workerRegistrationUpdated", self._heard)
        self.session.send("ServiceWorker.enable")
        while not self.registrations:
            page.wait_for_timeout(20)

    def _heard(self, event: dict[str, Any]) -> None:
        self.registrations += [one["registrationId"] for one in event["registrations"] if not one["isDeleted"]]

    def deliver(self, message: dict[str, Any]) -> None:
        what = {"origin": self.origin, "registrationId": self.registrations[-1], "data": json.dumps(message)}
        self.session.send("ServiceWorker.deliverPushMessage", what)


def test_mention_to_push(front: str, desk_of, service: PushService, write: Write, minji: Agent, junho: Agent) -> None:
    wish(minji, quiet="never")
    conversation = write("언제 오나요?", subject="배송 문의").conversation
    page, client = desk_of(minji)
    page.goto(f"{front}/desk/preferences/notices/")
    assert page.evaluate(REGISTER)
    client.post("/desk/push/", {"endpoint": service.endpoint, "p256dh": service.p256dh, "auth": service.auth})
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    assert not complaints(page)

    # The trial: sent, shown by the worker, answered to the server, told to the page.
    number = Subscription.objects.get().pk
    page.locator(f"#browser-{number} .button").click()
    expect(page.locator(f"#browser-{number} [role=status]")).not_to_be_empty()
    run_waiting()
    hand = Hand(page, front)
    hand.deliver(service.handed[0][1])
    expect(page.locator(f"#browser-{number} .browser-ok time")).to_be_visible()
    assert len(page.evaluate(SHOWN)) == 1

    # A colleague calls her by the keys of her name.
    other, _ = desk_of(junho)
    other.goto(f"{front}/desk/conversations/{conversation.pk}/?view=all")
    other.locator("#tab-note").click()
    text = other.locator("#note-form textarea")
    text.press_sequentially("@ㅁㅈ")
    expect(other.locator("#mention-list [role=option]").first).to_contain_text("김민지")
    assert not complaints(other)
    text.press("Enter")
    expect(text).to_have_value("@김민지 ")
    text.press_sequentially("봐 주세요")
    text.press("Control+Enter")
    expect(other.locator(".note .mention")).to_have_text("@김민지")

    # The bell rings at once. Before somebody who looks at the desk no notification is put.
    run_waiting()
    expect(page.locator("#bell .count")).to_contain_text("1")
    [_, (_, message)] = service.handed
    hand.deliver(message)
    page.locator("#open-notices").click()
    expect(page.locator("#notices-drawer .notice")).to_contain_text("박준호")
    assert not complaints(page)
    page.keyboard.press("Escape")

    # Away from the desk it is put, and its click opens the conversation, which reads it.
    [worker] = page.context.service_workers
    page.goto("about:blank")
    hand.deliver(message)
    worker.evaluate(PUT)
    page.goto(f"{front}/desk/notices/")
    expect(page.locator("#notices .notice[data-unread]")).to_have_count(1)
    assert not complaints(page)
    shown = page.evaluate(SHOWN)
    assert [message["title"], f"#{conversation.pk}", f"/desk/notices/{Notice.objects.get().pk}/"] in shown
    # The page does not count what it shows itself; that it was read is told a moment later, and who leaves before that has not read it.
    with page.expect_response(lambda told: told.request.method == "POST" and told.url == f"{front}/desk/notices/"):
        worker.evaluate(CLICK)
        page.wait_for_url(f"**/desk/conversations/{conversation.pk}/")
    expect(page.locator("#bell .count")).to_have_count(0)
    page.goto(f"{front}/desk/notices/")
    expect(page.locator("#notices .notice")).to_have_count(1)
    expect(page.locator("#notices .notice[data-unread]")).to_have_count(0)
    assert Notice.objects.get().read_at
    page.close()
    other.close()
