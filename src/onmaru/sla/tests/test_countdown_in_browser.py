"""A countdown on the screen runs out, is said to be overdue, and goes with the answer."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.models import Agent, Shop
from onmaru.sla.models import EpisodeClock, Policy
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def test_a_countdown_runs_out_and_goes_with_the_answer(page: Page, front: str, junho: Agent) -> None:
    Shop.objects.create(name="하루상점")
    # More particular than the one that is shipped.
    soon = {"first": timedelta(seconds=6), "hours": "always", "warn_percent": 50, "created_at": clock.now()}
    Policy.objects.create(kinds=["email"], least_priority=0, **soon)
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False)
    client = Client()
    client.force_login(junho)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    page.goto(front + "/desk/views/all/?sort=due")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")

    sender = Party("yuna@customer.example", "김유나", "from")
    conversation = receive(
        mailbox, Inbound(dedupe_key="1", external_id="1@customer.example", sender=sender, text="언제 오나요?")
    ).message.conversation
    run_waiting()
    chip = page.locator(f"#row-{conversation.pk} .due")
    expect(chip).to_contain_text("초 남음")
    # Nobody tells the browser: it counts by itself.
    expect(chip).to_have_attribute("data-tone", "danger", timeout=20_000)
    expect(chip).to_contain_text("지남")
    run_waiting(until=clock.now())
    assert EpisodeClock.objects.get(target="first").breached_at
    assert Notice.objects.filter(kind="overdue", agent=junho).count() == 1

    page.locator(f"#row-{conversation.pk} .row-title").click()
    expect(page.locator("#conversation-strip .due")).to_contain_text("첫 답변")
    expect(page.locator("#clocks-panel")).to_contain_text("기한 지남")
    assert not complaints(page)
    reply(conversation, junho, "오늘 도착합니다.")
    run_waiting()
    expect(page.locator(".due")).to_have_count(0)
    page.close()
