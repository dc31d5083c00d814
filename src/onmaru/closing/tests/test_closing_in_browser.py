"""Resolved by keyboard with a reason; one customer says yes on their page, another says no, and it is open again for the same agent."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import Settings

from onmaru.closing.jobs import ask_what_is_due
from onmaru.closing.models import Question
from onmaru.closing.tests.conftest import Write
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.models import Conversation, Episode, Reason
from onmaru.inbox.portal.links import with_keys
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def resolved_by_keyboard(page: Page, front: str, conversation: Conversation) -> None:
    page.goto(f"{front}/desk/conversations/{conversation.pk}/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    page.keyboard.press("e")
    likely = page.locator("#resolve-body button.is-primary")
    expect(likely).to_be_focused()
    expect(likely).to_contain_text("배송 지연")
    expect(page.get_by_label("해결됐는지 고객에게 묻기")).to_be_checked()
    assert not complaints(page)
    page.keyboard.press("Enter")
    expect(page.locator("#conversation-head [data-key=KeyZ]")).to_be_visible()
    expect(page.locator("#resolve-dialog")).to_be_hidden()


def asked(conversation: Conversation, answer: str) -> str:
    """What stands in the customer's mail, once it has left."""
    with clock.frozen_at(clock.now() + timedelta(minutes=3)):
        ask_what_is_due(timestamp=0)
        run_waiting(until=clock.now())
    message = Question.objects.get(conversation=conversation).message
    assert message
    return next(one for one in re.findall(r"http\S+", with_keys(message.text, conversation.pk)) if one.endswith(f"/{answer}/"))


def test_resolved_by_keyboard_confirmed_and_denied(
    page: Page, front: str, settings: Settings, write: Write, minji: Agent, asking: None
) -> None:
    settings.HAS_PUBLIC_URL = True
    yes, no = write(by="yuna@customer.example"), write("교환이 늦어요", by="minsu@customer.example")
    for conversation in (yes, no):
        give_reason(conversation, Reason.objects.get(key="delivery-late"))
    run_waiting()
    client = Client()
    client.force_login(minji)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    resolved_by_keyboard(page, front, yes)
    resolved_by_keyboard(page, front, no)
    assert Episode.objects.filter(reason_by=minji, resolved_by=minji, reason__key="delivery-late").count() == 2

    page.goto(asked(yes, "yes"))
    assert not complaints(page)
    page.get_by_role("button", name="네, 해결됐어요").click()
    expect(page.get_by_role("heading", name="다행입니다")).to_be_visible()
    assert not complaints(page)

    page.goto(asked(no, "no"))
    page.get_by_label("아직 남은 것이 있나요?").fill("교환 상품이 아직 안 왔어요")
    assert not complaints(page)
    page.get_by_role("button", name="아직 해결되지 않았어요").click()
    expect(page.get_by_role("heading", name="다시 확인하고 있습니다")).to_be_visible()
    run_waiting()

    page.goto(f"{front}/desk/conversations/{yes.pk}/")
    expect(page.locator("#thread")).to_contain_text("고객이 해결됐다고 했어요")
    page.goto(f"{front}/desk/views/mine/")
    row = page.locator(f"#row-{no.pk}")
    expect(row).to_be_visible()
    row.locator(".row-title").click()
    expect(page.locator("#thread")).to_contain_text("교환 상품이 아직 안 왔어요")
    expect(page.locator("#thread")).to_contain_text("고객이 아직 해결되지 않았다고 했어요")
    no.refresh_from_db()
    assert (no.status, no.assignee, no.priority) == ("open", minji, Conversation.Priority.HIGH)
    page.close()
