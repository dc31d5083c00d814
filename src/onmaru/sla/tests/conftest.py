"""Haru Store at eleven on an ordinary Wednesday; its mailbox answers from ten to six, with an hour for lunch."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party, ThreadHints
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.actions.set_hours import set_hours
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role

SEOUL = ZoneInfo("Asia/Seoul")
WEEK = [*[[["10:00", "12:30"], ["13:30", "18:00"]]] * 5, [], []]
Write = Callable[..., Conversation]


def at(day: int, time: str) -> datetime:
    """A moment of November 2026 in Seoul; the 18th is a Wednesday."""
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


@pytest.fixture
def wednesday(db: None) -> Iterator[datetime]:
    with clock.frozen_at(at(18, "11:00")):
        yield at(18, "11:00")


@pytest.fixture
def junho(db: None) -> Agent:
    return Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.OWNER)


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)


@pytest.fixture
def mailbox(wednesday: datetime, junho: Agent) -> Channel:
    Shop.objects.create(name="하루상점")
    set_hours(None, WEEK, "KR", junho)
    made = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", acknowledges=False)
    run_waiting()
    return made


@pytest.fixture
def write(mailbox: Channel) -> Write:
    """`write("text", answers=message)` files a customer's mail, lets the reactions run, and gives the conversation."""
    numbers = count(1)

    def write(text: str = "주문한 컵이 아직 안 왔어요.", by: str = "yuna@customer.example", **more: Any) -> Conversation:
        number = next(numbers)
        answers: Message | None = more.pop("answers", None)
        hints = ThreadHints(references=(answers.external_id,) if answers else ())
        channel = more.pop("channel", mailbox)
        names = {"dedupe_key": f"key-{number}", "external_id": f"{number}@customer.example"}
        inbound = Inbound(sender=Party(by, "김유나", "from"), text=text, hints=hints, **names, **more)
        message = receive(channel, inbound).message
        run_waiting()
        return Conversation.objects.get(pk=message.conversation_id)

    return write
