"""Sleep and wake; merge, un-merge and split, as an agent does it."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


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


def test_sleep_wakes_for_a_question_only_and_the_next_one_opens(desk, write: Write, junho: Agent) -> None:
    other = write("다른 문의", by="other@customer.example").conversation
    first = write("언제 오나요?", subject="배송")
    junho.afterwards = Agent.Afterwards.NEXT
    junho.save()
    page = desk(f"/desk/conversations/{first.conversation_id}/?view=all")
    page.locator("#open-snooze").click()
    page.locator("#snooze-menu [name=wakes_on]").select_option("question")
    page.locator("#snooze-menu .menu-item").nth(1).click()
    # What was dealt with makes room for the next; its undo stays within reach and disturbs nothing.
    expect(page.locator("#conversation-head")).to_contain_text(f"#{other.pk}")
    write("네 감사합니다", answers=first)
    expect(page.locator("#rail-snoozed .count")).to_have_text("1")
    second = write("그런데 색상을 바꿀 수 있나요", answers=first)
    expect(page.locator(f"#row-{first.conversation_id}")).to_be_visible()
    page.goto(page.url.replace(str(other.pk), str(first.conversation_id)))
    expect(page.locator(f"#message-{second.pk}")).to_be_visible()
    expect(page.locator("#thread")).to_contain_text("질문이 없어 보류를 유지했어요")
    expect(page.locator("#thread")).to_contain_text("고객이 질문해서 다시 깨어났어요")
    assert not complaints(page)


def test_a_merge_shows_what_it_would_be_and_is_taken_back_later(desk, write: Write) -> None:
    kept = write("머그컵이 깨졌어요", subject="파손 문의")
    moved = write("사진도 보냅니다", subject="파손 사진", by="yuna@customer.example").conversation
    stray = write("다른 주문도 봐 주세요", answers=kept)
    page = desk(f"/desk/conversations/{kept.conversation_id}/?view=all")
    page.locator("#open-more").click()
    page.locator("#open-merge").click()
    page.locator("#merge-body .row-title").first.click()
    expect(page.locator("#merge-body .merge-preview [data-moves]")).to_contain_text("사진도 보냅니다")
    expect(page.locator("#merge-body .facts")).to_contain_text("하루상점")
    assert not complaints(page)
    page.locator("#merge-body .button.is-primary").click()
    expect(page.locator("#thread")).to_contain_text("사진도 보냅니다")
    page.goto(page.url)
    page.locator("#open-more").click()
    page.locator("#open-merge").click()
    page.locator("#merge-body .spread button").click()
    expect(page.locator("#thread")).not_to_contain_text("사진도 보냅니다")
    moved.refresh_from_db()
    assert moved.merged_into is None
    page.locator("#open-more").click()
    page.get_by_role("link", name="상담 나누기").click()
    page.locator(f"#split-body [value='{stray.pk}']").check()
    expect(page.locator("#split-preview .facts")).to_contain_text("1개 이동, 1개 유지")
    page.locator("#split-preview .button.is-primary").click()
    expect(page.locator(f"#message-{stray.pk}")).to_be_hidden()
    stray.refresh_from_db()
    assert stray.conversation_id not in {kept.conversation_id, moved.pk}
