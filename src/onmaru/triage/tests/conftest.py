"""Haru Store at eleven on an ordinary Wednesday, with a mailbox and a hand that writes to it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from onmaru.channels.email.adapter import EmailAdapter
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party, ThreadHints
from onmaru.inbox.models import Channel, Message
from onmaru.inbox.threading import thread_subject
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role
from onmaru.triage.tests.post_office import PostOffice

SEOUL = ZoneInfo("Asia/Seoul")
WEDNESDAY = datetime(2026, 11, 18, 11, 5, tzinfo=SEOUL)
Write = Callable[..., Message]


@pytest.fixture
def wednesday() -> Iterator[datetime]:
    with clock.frozen_at(WEDNESDAY):
        yield WEDNESDAY


@pytest.fixture
def mailbox(db: None, wednesday: datetime) -> Channel:
    Shop.objects.create(name="하루상점")
    return Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT)


@pytest.fixture
def write(mailbox: Channel) -> Write:
    """`write("text", by=…, name=…, answers=message)` files a customer's mail, lets the reactions run, and gives the message."""
    numbers = count(1)

    def write(text: str = "주문한 컵이 아직 안 왔어요.", by: str = "yuna@customer.example", name: str = "김유나", **more: Any) -> Message:
        number = next(numbers)
        answers: Message | None = more.pop("answers", None)
        subject = more.get("subject", "")
        hints = ThreadHints(references=(answers.external_id,) if answers else (), subject=thread_subject(subject))
        fields: dict[str, Any] = {"dedupe_key": f"key-{number}", "external_id": f"{number}@customer.example", "hints": hints}
        channel = more.pop("channel", mailbox)
        message = receive(channel, Inbound(**{**fields, "sender": Party(by, name, "from"), "text": text, **more})).message
        run_waiting()
        return message

    return write


@pytest.fixture
def office(mailbox: Channel, wednesday: datetime, monkeypatch: pytest.MonkeyPatch) -> PostOffice:
    made = PostOffice(wednesday, [mailbox])
    monkeypatch.setattr(EmailAdapter, "send", lambda self, *call: made.send(*call))
    return made
