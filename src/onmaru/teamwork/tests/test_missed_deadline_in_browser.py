"""A promise is missed: first it warns, then it is late, then a rule asks the lead for help, who sees it, with its clock, and takes it."""

from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.automation.actions.switch_rule import switch_rule
from onmaru.automation.actions.write_rule import Written, make_rule
from onmaru.automation.rules.starters import find as starter
from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.sla.jobs import look_at_all_clocks
from onmaru.sla.models import EpisodeClock, Policy
from onmaru.teamwork.models import Escalation
from onmaru.teamwork.tests.conftest import agent
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def minute_by_minute() -> None:
    look_at_all_clocks.func(timestamp=0)
    run_waiting(until=clock.now())


def sign_in(page: Page, front: str, who: Agent) -> None:
    client = Client()
    client.force_login(who)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])


def test_missed_asked_for_help_and_taken_over(page: Page, front: str, minji: Agent, junho: Agent, orders: Team) -> None:
    Shop.objects.create(name="하루상점")
    haru = agent("오하루", Role.OWNER)
    junho.teams.add(orders)
    hour = {"first": timedelta(hours=1), "hours": "always", "warn_percent": 75, "created_at": clock.now()}
    Policy.objects.create(kinds=["email"], least_priority=0, **hour)
    offered = starter("breached")
    assert offered
    switch_rule(make_rule(Written(str(offered.name), **offered.content()), haru), True, haru)
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False, team=orders)
    now = clock.now()
    with clock.frozen_at(now - timedelta(minutes=50)):
        sender = Party("yuna@customer.example", "김유나", "from")
        said = Inbound("1", "1@customer.example", sender, "컵이 아직 안 왔어요. 언제 오나요?", "컵 배송")
        conversation = receive(mailbox, said).message.conversation
        assign(conversation, minji, actor.agent(minji.pk))
        run_waiting(until=clock.now())

    # Soon: whoever has it is warned, and sees it in the list.
    minute_by_minute()
    assert EpisodeClock.objects.get(target="first").warned_at and not Escalation.objects.exists()
    sign_in(page, front, minji)
    page.goto(f"{front}/desk/views/mine/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    expect(page.locator(f"#row-{conversation.pk} .due")).to_contain_text("남음")
    assert not complaints(page)

    # An hour and a minute: late, and the rule has asked whoever leads.
    with clock.frozen_at(now + timedelta(minutes=11)):
        minute_by_minute()
    assert EpisodeClock.objects.get(target="first").breached_at
    raised = Escalation.objects.get()
    assert (raised.owner, raised.raised_by) == (junho, None)
    assert Notice.objects.filter(kind="help", agent=junho).count() == 1

    sign_in(page, front, junho)
    page.goto(f"{front}/desk/escalations/")
    assert not complaints(page)
    page.locator(f"a[href$='/desk/conversations/{conversation.pk}/']").first.click()
    call = page.locator("#call-for-help")
    expect(call).to_contain_text("기한")
    expect(call.locator("time")).to_be_visible()
    assert not complaints(page)
    call.get_by_role("button", name="내가 맡기").click()
    expect(call).to_be_hidden()
    expect(page.locator("#open-assignee")).to_contain_text("박준호")
    # What happens then is nobody's call for help any more.
    minute_by_minute()
    raised.refresh_from_db()
    assert raised.ended == Escalation.Ended.TAKEN_OVER and Escalation.objects.count() == 1
    assert Conversation.objects.get().priority == Conversation.Priority.URGENT
    page.close()
