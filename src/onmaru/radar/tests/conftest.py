"""Haru Store on a Wednesday at eleven: mail, and a form on its pages."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from onmaru.inbox.actions.receive import receive
from onmaru.inbox.events import MessageReceived
from onmaru.inbox.inbound import Inbound, Party, ThreadHints
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.radar.reactions import customer_wrote
from onmaru.sla.tests.conftest import at as at
from onmaru.sla.tests.conftest import wednesday as wednesday

Write = Callable[..., Conversation]
LATE = "안녕하세요. 주문번호 20261120-0001 머그컵이 아직 안 왔어요. 언제쯤 도착하는지 알려 주세요."


@pytest.fixture
def junho(wednesday: datetime) -> Agent:
    return Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.LEAD, language="en")


@pytest.fixture
def minji(wednesday: datetime) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT, language="en")


@pytest.fixture
def orders(minji: Agent, junho: Agent) -> Team:
    team = Team.objects.create(name="주문팀")
    minji.teams.add(team)
    junho.teams.add(team)
    return team


@pytest.fixture
def mailbox(wednesday: datetime, orders: Team) -> Channel:
    Shop.objects.create(name="하루상점")
    return Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False, team=orders)


@pytest.fixture
def form(mailbox: Channel, orders: Team) -> Channel:
    return Channel.objects.create(kind="contact_form", name="문의하기", handle="form", acknowledges=False, team=orders)


@pytest.fixture
def write(mailbox: Channel) -> Write:
    """`write("text", when=…, channel=…, answers=message)` files what a customer wrote, lets the reactions run, and gives the conversation.

    `quietly`, nothing but what is tested here reacts.
    """
    numbers = count(1)

    def write(text: str = LATE, by: str = "yuna@customer.example", **more: Any) -> Conversation:
        number, answers = next(numbers), more.pop("answers", None)
        hints = ThreadHints(references=(answers.external_id,) if isinstance(answers, Message) else ())
        names = {"dedupe_key": f"key-{number}", "external_id": f"{number}@customer.example"}
        quietly = more.pop("quietly", False)
        channel, when = more.pop("channel", mailbox), more.pop("when", clock.now())
        with clock.frozen_at(when):
            arrived = Inbound(sender=Party(by, more.pop("name", "김유나"), "from"), text=text, hints=hints, **names, **more)
            message = receive(channel, arrived).message
            if quietly:
                numbers_of = {"message_id": message.pk, "episode_id": message.episode_id}
                customer_wrote(MessageReceived(conversation_id=message.conversation_id, opens_episode=True, **numbers_of))
            else:
                run_waiting()
        return Conversation.objects.get(pk=message.conversation_id)

    return write
