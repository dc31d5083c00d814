"""Haru Store with one mailbox on a Wednesday at eleven; 김민지 answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from onmaru.closing.actions.keep_habits import keep_habits
from onmaru.closing.habits import Habits
from onmaru.closing.jobs import ask_what_is_due
from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party, ThreadHints
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role

SEOUL = ZoneInfo("Asia/Seoul")
WEDNESDAY = datetime(2026, 11, 18, 11, tzinfo=SEOUL)
Write = Callable[..., Conversation]


@pytest.fixture
def wednesday(db: None) -> Iterator[None]:
    with clock.frozen_at(WEDNESDAY):
        yield


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop.objects.create(name="하루상점")


@pytest.fixture
def haru(db: None) -> Agent:
    return Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER)


@pytest.fixture
def orders(db: None) -> Team:
    return Team.objects.create(name="주문팀")


@pytest.fixture
def minji(orders: Team) -> Agent:
    agent = Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)
    agent.teams.add(orders)
    return agent


@pytest.fixture
def mailbox(shop: Shop, orders: Team) -> Channel:
    return Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False, team=orders)


@pytest.fixture
def write(mailbox: Channel, minji: Agent) -> Write:
    """`write("text", by=…, into=conversation)` files a mail; a new conversation is 김민지's."""
    numbers = count(1)

    def write(text: str = "컵이 안 왔어요", by: str = "yuna@customer.example", into: Conversation | None = None) -> Conversation:
        number = next(numbers)
        hints = ThreadHints(conversation_id=into.pk) if into else ThreadHints()
        sender, key = Party(by, "김유나", "from"), f"{number}@customer.example"
        said = Inbound(f"key-{number}", key, sender, text, "컵 배송", hints=hints, language="ko")
        conversation = receive(mailbox, said).message.conversation
        if into is None:
            assign(conversation, minji, actor.agent(minji.pk))
        return conversation

    return write


@pytest.fixture
def desk(minji: Agent) -> Client:
    client = Client()
    client.force_login(minji)
    return client


@pytest.fixture
def asking(mailbox: Channel, haru: Agent) -> None:
    keep_habits(Habits(asking=frozenset({mailbox.pk})), haru)


@contextmanager
def after(**length: float) -> Iterator[None]:
    """So much later; what is due then is done."""
    with clock.frozen_at(clock.now() + timedelta(**length)):
        ask_what_is_due(timestamp=0)
        run_waiting(until=clock.now())
        yield


def resolve_with(client: Client, conversation: Conversation, then: str = "resolve/delivery-late", **more: str) -> int:
    return client.post(f"/desk/conversations/{conversation.pk}/resolution/", {"then": then, **more}).status_code


def ours(conversation: Conversation) -> list[Message]:
    return list(conversation.messages.filter(direction=Message.Direction.OUT).order_by("id"))
