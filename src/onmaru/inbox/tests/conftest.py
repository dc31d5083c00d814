"""A few people of Haru Store, and a hand for writing to it. Messages here are made of words; raw mails are tested where mail lives."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.inbound import Inbound, Party, ThreadHints
from onmaru.inbox.models import Channel, Conversation, Dispatch, Message
from onmaru.inbox.threading import thread_subject
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role

Write = Callable[..., Message]


@pytest.fixture
def orders(db: None) -> Team:
    return Team.objects.create(name="주문·배송")


@pytest.fixture
def mailbox(orders: Team) -> Channel:
    return Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example", team=orders)


@pytest.fixture
def minji(orders: Team) -> Agent:
    agent = Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)
    agent.teams.add(orders)
    return agent


@pytest.fixture
def junho(db: None) -> Agent:
    return Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.LEAD)


@pytest.fixture
def write(mailbox: Channel) -> Write:
    """`write("text", by="yuna@customer.example", subject=…, answers=message)` files a customer's mail and gives the message."""
    numbers = count(1)

    def write(
        text: str = "문의드려요", by: str = "yuna@customer.example", subject: str = "", answers: Message | None = None, **more: Any
    ) -> Message:
        number = next(numbers)
        fields: dict[str, Any] = {
            "dedupe_key": f"key-{number}",
            "external_id": f"{number}@customer.example",
            "sender": Party(by, by.partition("@")[0].title(), "from"),
            "text": text,
            "subject": subject,
            "hints": ThreadHints(references=(answers.external_id,) if answers else (), subject=thread_subject(subject)),
        }
        channel = more.pop("channel", mailbox)
        return receive(channel, Inbound(**{**fields, **more})).message

    return write


@pytest.fixture
def several(write: Write, minji: Agent, junho: Agent) -> list[Conversation]:
    """One fresh, one assigned and tagged, one asleep, one resolved."""
    made = [write(f"문의 {name}", by=f"{name}@customer.example", subject=name).conversation for name in ("a", "b", "c", "d")]
    assign(made[1], junho)
    tag(made[1], "배송", junho)
    snooze(made[2], clock.now() + timedelta(days=2), wakes_on="question")
    resolve(made[3], junho)
    run_waiting()
    # Their acknowledgements are out.
    Dispatch.objects.update(state=Dispatch.State.SENT, sent_at=clock.now())
    return made
