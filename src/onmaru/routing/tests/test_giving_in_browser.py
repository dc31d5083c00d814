"""A message is given to one of two who are there, and it is said why; she goes home, and the other one has it at once."""

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.routing.actions.give_out import give_out
from onmaru.routing.models import Queue
from onmaru.web.tests.test_accessibility import complaints

pytestmark = pytest.mark.browser


def sign_in(page: Page, front: str, who: Agent) -> None:
    client = Client()
    client.force_login(who)
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": front}])


def at_work(name: str, role: Role, team: Team) -> Agent:
    agent = Agent.objects.create(email=f"{name}@haru.example", name=name, role=role)
    agent.teams.add(team)
    change_availability(agent, "work", by=agent)
    return agent


def test_given_to_one_and_moved_when_she_goes(page: Page, front: str, db: None) -> None:
    Shop.objects.create(name="하루상점")
    orders = Team.objects.create(name="주문팀")
    Queue.objects.create(team=orders, gives=True)
    minji, jiu = at_work("김민지", Role.AGENT, orders), at_work("한지우", Role.AGENT, orders)
    junho = Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.LEAD)
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False, team=orders)
    said = Inbound("1", "1@customer.example", Party("yuna@customer.example", "김유나", "from"), "컵이 아직 안 왔어요.", "컵 배송")
    conversation = receive(mailbox, said).message.conversation
    run_waiting()
    give_out()
    given = Conversation.objects.get(pk=conversation.pk).assignee
    assert given in (minji, jiu)
    other = jiu if given == minji else minji
    run_waiting()

    sign_in(page, front, given)
    page.goto(f"{front}/desk/conversations/{conversation.pk}/")
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    why = page.locator("#why-panel")
    expect(why).to_contain_text("왜 이 상담사인가")
    expect(why).to_contain_text(f"온마루가 {given.name} 님에게 배정했어요.")
    assert not complaints(page)

    page.keyboard.press("Shift+A")
    choices = page.locator("#availability-menu")
    expect(choices).to_be_visible()
    choices.get_by_role("button", name="퇴근").click()
    expect(page.locator("#open-availability")).to_contain_text("퇴근")
    run_waiting()
    give_out()
    assert Conversation.objects.get(pk=conversation.pk).assignee == other
    run_waiting()
    # Her open page says so by itself.
    expect(why).to_contain_text(f"온마루가 {other.name} 님에게 배정했어요.")

    sign_in(page, front, junho)
    page.goto(f"{front}/desk/queue/")
    expect(page.locator(f"#person-{other.pk}")).to_contain_text("1 /")
    expect(page.locator(f"#person-{given.pk}")).to_contain_text("퇴근")
    assert not complaints(page)
    page.close()
