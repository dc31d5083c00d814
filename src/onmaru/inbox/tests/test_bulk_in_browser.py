"""Much at once, as an agent does it: five thousand conversations tagged, resolved and taken back; sleep and wake; merge, un-merge and split."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.customers.models import Customer, Identity
from onmaru.inbox.jobs import wake_snoozed
from onmaru.inbox.models import Bulk, Channel, Conversation, Episode
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser
MANY = 5000


@pytest.fixture
def desk(page: Page, front: str, junho: Agent) -> Iterator[Callable[[str], Page]]:
    """`desk("/desk/views/all/")` opens that screen as 박준호; afterwards the page hangs up before the front stops."""
    client = Client()
    client.force_login(junho)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])

    def opened(address: str) -> Page:
        page.goto(front + address)
        expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
        return page

    yield opened
    page.close()


@contextmanager
def working() -> Iterator[None]:
    """A worker beside the browser, until left: whatever waits is done."""
    stop = threading.Event()

    def work() -> None:
        while not stop.wait(0.02):
            run_waiting()
        connection.close()

    worker = threading.Thread(target=work, name="worker")
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join(60)


def fill(mailbox: Channel, count: int) -> None:
    """So many open conversations of as many customers, in a few statements."""
    now = clock.now()
    people = Customer.objects.bulk_create([Customer(name=f"손님 {number}") for number in range(count)])
    Identity.objects.bulk_create(
        [Identity(customer=one, sort="email", handle=f"c{number}@customer.example", created_at=now) for number, one in enumerate(people)]
    )
    made = Conversation.objects.bulk_create(
        [
            Conversation(
                channel=mailbox, customer=one, team_id=mailbox.team_id, subject=f"배송이 늦어요 {number}", preview="언제 오나요?",
                created_at=now, last_activity_at=now - timedelta(seconds=number), customer_waiting_since=now, message_count=1,
            )
            for number, one in enumerate(people)
        ]
    )  # fmt: skip
    Episode.objects.bulk_create([Episode(conversation=one, ordinal=1, started_at=now) for one in made])


def test_five_thousand_are_tagged_resolved_and_taken_back(desk, mailbox: Channel, junho: Agent) -> None:
    fill(mailbox, MANY)
    Conversation.objects.filter(subject="배송이 늦어요 7").update(status="resolved", customer_waiting_since=None)
    page = desk("/desk/views/all/")
    page.locator("[data-row] input[type=checkbox]").first.check()
    expect(page.locator("[data-select-count]")).to_have_text("1")
    # A stretch with Shift, then Escape lets go.
    page.locator("[data-row] input[type=checkbox]").nth(4).click(modifiers=["Shift"])
    expect(page.locator("[data-select-count]")).to_have_text("5")
    page.keyboard.press("Escape")
    expect(page.locator("#bulk-bar")).to_be_hidden()
    page.locator("[data-select-all]").check()
    page.locator("[data-select-matching]").click()
    expect(page.locator("[data-select-every]")).to_be_visible()
    page.locator("[name=deed][value=tag]").click()
    expect(page.locator("#bulk-body .bulk-question")).to_contain_text(str(MANY - 1))
    assert not complaints(page)
    page.locator("#bulk-tag").fill("지연")
    with working():
        page.locator("#bulk-body [data-send]").click()
        expect(page.locator("#bulk-dialog")).to_be_hidden()
        expect(page.locator("#bulk-bar")).to_be_hidden()
        # It goes on while one goes elsewhere.
        page.goto(page.url.replace("/all/", "/unassigned/"))
        expect(page.locator("#bulk-tray progress")).to_be_visible()
        expect(page.locator("#bulk-tray [data-how]")).to_contain_text(f"{MANY - 1}건 처리", timeout=90_000)
        page.locator("[data-select-all]").check()
        page.locator("[data-select-matching]").click()
        page.keyboard.press("e")
        page.locator("#bulk-body [data-send]").click()
        expect(page.locator("#rows .empty")).to_be_visible(timeout=90_000)
        resolving = page.locator("#bulk-tray .bulk-tray-item").first
        expect(resolving.locator("[data-how]")).to_contain_text(f"{MANY - 1}건 처리", timeout=90_000)
        assert Conversation.objects.filter(status="resolved").count() == MANY
        resolving.locator("[data-undo-bulk]").click()
        expect(resolving.locator("[data-how]")).to_contain_text(f"{MANY - 1}건 되돌림", timeout=90_000)
    assert Conversation.objects.filter(status="open", customer_waiting_since__isnull=False).count() == MANY - 1
    assert not Episode.objects.exclude(resolved_at=None).exists()
    bulk = Bulk.objects.get(deed="resolve")
    page.goto(page.url.partition("/desk/")[0] + f"/desk/bulks/{bulk.pk}/")
    expect(page.locator("#bulk-report [data-how]")).to_contain_text("되돌림")
    assert not complaints(page)
