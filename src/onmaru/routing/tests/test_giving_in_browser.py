"""A customer writes, who is there gets it and sees why; they go for a meal, and it moves to a colleague."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.routing.actions.look_who_is_there import look_who_is_there
from onmaru.routing.models import Queue
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


@contextmanager
def desk_of(agent: Agent, chromium: Browser, front: str) -> Iterator[Page]:
    client = Client()
    client.force_login(agent)
    context = chromium.new_context(locale="ko-KR", timezone_id="Asia/Seoul", viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])
    page = context.new_page()
    page.goto(front + "/desk/views/mine/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    yield page
    context.close()


def test_it_is_given_explained_and_moves_on(chromium: Browser, front: str) -> None:
    Shop.objects.create(name="하루상점")
    team = Team.objects.create(name="주문·배송")
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False, team=team)
    Queue.objects.create(team=team, gives=True)
    jiu, haneul = (
        Agent.objects.create(email=f"{at}@haru.example", name=name, role=Role.LEAD)
        for at, name in (("jiu", "한지우"), ("haneul", "서하늘"))
    )
    for agent in (jiu, haneul):
        agent.teams.add(team)
    with desk_of(jiu, chromium, front) as hers, desk_of(haneul, chromium, front) as his:
        # Nobody said a word: who looks at the desk is at work.
        expect(hers.locator("#open-availability")).to_contain_text("퇴근")
        _seen(hers, jiu)
        expect(hers.locator("#open-availability")).to_contain_text("근무 중")
        sender = Party("yuna@customer.example", "김유나", "from")
        row = receive(mailbox, Inbound("1", "1@customer.example", sender, "언제 오나요?", "배송 문의")).message.conversation
        run_waiting()
        hers.locator(f"#row-{row.pk} .row-title").click()
        expect(hers.locator("#why-panel")).to_contain_text("한지우 님에게")
        expect(hers.locator("#why-panel")).to_contain_text("서하늘")
        assert not complaints(hers)

        _seen(his, haneul)
        hers.keyboard.press("Shift+A")
        hers.get_by_role("menuitem", name="자리 비움: 식사").or_(hers.get_by_role("button", name="자리 비움: 식사")).first.click()
        expect(hers.locator("#open-availability")).to_contain_text("자리 비움 · 식사")
        run_waiting()
        his.locator(f"#row-{row.pk} .row-title").click()
        expect(his.locator("#why-panel")).to_contain_text("한지우 님이 맡고 있었지만")
        his.goto(front + "/desk/queue/")
        expect(his.locator(f"#person-{jiu.pk}")).to_contain_text("자리 비움 · 식사")
        assert not complaints(his)


def _seen(page: Page, agent: Agent) -> None:
    """The tab has said that it is looked at, and the worker has looked around."""
    with page.expect_response(lambda answer: "/desk/presence/" in answer.url and answer.request.method == "POST" and answer.ok):
        page.reload()
    look_who_is_there()
    agent.refresh_from_db()
    assert agent.availability == "work"
