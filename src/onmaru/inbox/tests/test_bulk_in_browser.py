"""Many at once, as an agent does it: all urgent ones are tagged and all there are resolved, watched meanwhile, and taken back."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.inbox.actions.run_bulk import run_some
from onmaru.inbox.bulk import progress
from onmaru.inbox.models import Bulk, Channel, Conversation, Episode, Tagging
from onmaru.inbox.tests.many import fill
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser
MANY, URGENT = 5000, 100


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


def one_step(deed: str, patch: pytest.MonkeyPatch) -> None:
    """What a worker did that was busy with something else right afterwards."""
    with patch.context() as slow:
        slow.setattr(progress, "A_SLICE", 0.0)
        slow.setattr(progress, "BATCH", 1)
        run_some(Bulk.objects.get(deed=deed).pk)


def choose_all_that_match(page: Page) -> None:
    page.locator("[data-select-all]").check()
    page.locator("[data-select-matching]").click()
    expect(page.locator("[data-select-every]")).to_be_visible()


def test_all_that_match_are_tagged_resolved_and_taken_back(desk, mailbox: Channel, junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(mailbox, MANY)
    Conversation.objects.filter(subject="배송이 늦어요 7").update(status="resolved", customer_waiting_since=None)
    open_ones = MANY - 1
    urgent = list(Conversation.objects.filter(status="open").newest_first().values_list("pk", flat=True)[:URGENT])
    Conversation.objects.filter(pk__in=urgent).update(priority=Conversation.Priority.URGENT)
    page = desk("/desk/views/all/?priority=urgent")
    boxes = page.locator("[data-row] input[type=checkbox]")
    boxes.first.check()
    expect(page.locator("[data-select-count]")).to_have_text("1")
    # A stretch with Shift, then Escape lets go.
    boxes.nth(4).click(modifiers=["Shift"])
    expect(page.locator("[data-select-count]")).to_have_text("5")
    page.keyboard.press("Escape")
    expect(page.locator("#bulk-bar")).to_be_hidden()
    choose_all_that_match(page)
    page.locator("#bulk-bar [name=deed][value=tag]").click()
    expect(page.locator("#bulk-body .bulk-question")).to_contain_text(str(URGENT))
    assert not complaints(page)
    page.locator("#bulk-tag").fill("지연")
    page.locator("#bulk-body [data-send]").click()
    expect(page.locator("#bulk-dialog")).to_be_hidden()
    expect(page.locator("#bulk-bar")).to_be_hidden()
    tagging = page.locator("#bulk-tray .bulk-tray-item").first
    expect(tagging.locator("progress")).to_have_attribute("value", "0")
    one_step("tag", monkeypatch)
    expect(tagging.locator("progress")).to_have_attribute("value", "1")
    # It goes on while one goes elsewhere.
    page.goto(page.url.replace("/all/?priority=urgent", "/unassigned/"))
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    expect(tagging.locator("[data-how]")).to_contain_text(f"{URGENT}건 중 1건")
    run_waiting()
    expect(tagging.locator("[data-how]")).to_contain_text(f"{URGENT}건 처리")
    assert Tagging.objects.filter(tag__name="지연", conversation__in=urgent).count() == Tagging.objects.count() == URGENT
    choose_all_that_match(page)
    page.keyboard.press("e")
    expect(page.locator("#bulk-body .bulk-question")).to_contain_text(str(open_ones))
    page.locator("#bulk-body [data-send]").click()
    expect(page.locator("#bulk-dialog")).to_be_hidden()
    run_waiting()
    expect(page.locator("#rows .empty")).to_be_visible()
    resolving = page.locator("#bulk-tray .bulk-tray-item").first
    expect(resolving.locator("[data-how]")).to_contain_text(f"{open_ones}건 처리")
    assert Conversation.objects.filter(status="resolved").count() == MANY
    assert not complaints(page)
    resolving.locator("[data-undo-bulk]").click()
    expect(resolving.locator("[data-undo-bulk]")).to_be_hidden()
    run_waiting()
    expect(resolving.locator("[data-how]")).to_contain_text(f"{open_ones}건 되돌림")
    expect(page.locator("[data-row]").first).to_be_visible()
    assert Conversation.objects.filter(status="open", customer_waiting_since__isnull=False).count() == open_ones
    assert not Episode.objects.exclude(resolved_at=None).exists()
    resolving.locator("a").click()
    expect(page.locator("#bulk-report [data-how]")).to_contain_text("되돌림")
    assert not complaints(page)
