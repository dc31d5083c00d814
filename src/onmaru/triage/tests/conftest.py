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
from onmaru.triage import classifier, shipped, teaching
from onmaru.triage.actions import learn as learning
from onmaru.triage.tests.post_office import PostOffice

SEOUL = ZoneInfo("Asia/Seoul")
WEDNESDAY = datetime(2026, 11, 18, 11, 5, tzinfo=SEOUL)
Write = Callable[..., Message]
FEW = {
    "delivery-late": "배송이 너무 늦어요|아직도 배송이 안 왔어요|배송 지연 언제까지인가요|늦은 배송 화나요|배송 며칠째 안 와요|배송 늦네요",
    "refund-status": "환불 언제 되나요|환불금이 안 들어와요|환불 처리됐나요|카드 환불 확인해 주세요|환불 아직인가요|환불 확인 부탁",
    "product-size": "사이즈 추천 부탁드려요|사이즈 맞을까요|사이즈 어떻게 되나요|큰 사이즈 있나요|사이즈표 주세요|실측 사이즈 알려주세요",
}


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


@pytest.fixture
def few_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without sentence vectors, and without a process of its own: what words do is enough to see that a correction counts."""
    examples = [(text, key) for key, texts in FEW.items() for text in texts.split("|")]
    monkeypatch.setattr(shipped, "examples", lambda: examples)
    monkeypatch.setattr(shipped, "strangers", list)
    monkeypatch.setattr(learning, "encoder", lambda: None)
    monkeypatch.setattr(learning, "apart", lambda _module, _name, **asked: teaching.teach(**asked))
    monkeypatch.setattr(classifier, "encoder", lambda: None)
