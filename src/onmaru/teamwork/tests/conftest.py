"""Two teams of Haru Store on an ordinary Wednesday at eleven: orders, where mail arrives, and the warehouse."""

from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party, ThreadHints
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.sla.tests.conftest import at as at
from onmaru.sla.tests.conftest import wednesday as wednesday

Write = Callable[..., Conversation]


@pytest.fixture
def orders(db: None) -> Team:
    return Team.objects.create(name="주문팀")


@pytest.fixture
def warehouse(db: None) -> Team:
    return Team.objects.create(name="물류팀")


def agent(name: str, role: Role, *teams: Team) -> Agent:
    made = Agent.objects.create(email=f"{name}@haru.example", name=name, role=role)
    made.teams.set(teams)
    return made


@pytest.fixture
def haru(db: None) -> Agent:
    return agent("오하루", Role.OWNER)


@pytest.fixture
def minji(orders: Team) -> Agent:
    return agent("김민지", Role.AGENT, orders)


@pytest.fixture
def sua(warehouse: Team) -> Agent:
    return agent("최수아", Role.AGENT, warehouse)


@pytest.fixture
def junho(warehouse: Team) -> Agent:
    return agent("박준호", Role.LEAD, warehouse)


@pytest.fixture
def mailbox(wednesday: datetime, orders: Team, haru: Agent) -> Channel:
    Shop.objects.create(name="하루상점")
    return Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False, team=orders)


@pytest.fixture
def write(mailbox: Channel) -> Write:
    """`write("text", answers=message)` files a customer's mail, lets the reactions run, and gives the conversation."""
    numbers = count(1)

    def write(text: str = "안녕하세요. 주문번호 20261110-000123 컵이 아직 안 왔어요. 언제 오나요?", **more: Any) -> Conversation:
        number = next(numbers)
        answers: Message | None = more.pop("answers", None)
        hints = ThreadHints(references=(answers.external_id,) if answers else ())
        names = {"dedupe_key": f"key-{number}", "external_id": f"{number}@customer.example"}
        sender = Party(more.pop("by", "yuna@customer.example"), "김유나", "from")
        message = receive(mailbox, Inbound(sender=sender, text=text, hints=hints, **names, **more)).message
        run_waiting()
        return Conversation.objects.get(pk=message.conversation_id)

    return write
