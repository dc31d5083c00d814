"""Haru Store on a Wednesday morning; its shipping department has an address and nobody of it has a seat."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client

from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write, junho, mailbox, minji, orders, write  # noqa: F401
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.actions.set_hours import set_hours
from onmaru.people.models import Agent, Shop
from onmaru.sla.tests.conftest import WEEK, at
from onmaru.tasks.actions.ask import Request, ask
from onmaru.tasks.models import Department, Task

HANDLE = "ship@haru.example"
AskFor = Callable[..., Task]


@pytest.fixture
def wednesday(db: None) -> Iterator[datetime]:
    with clock.frozen_at(at(18, "11:00")):
        yield at(18, "11:00")


@pytest.fixture
def shipping(wednesday: datetime, junho: Agent) -> Department:  # noqa: F811
    Shop.objects.create(name="하루상점")
    set_hours(None, WEEK, "KR", junho)
    Department.objects.filter(key="shipping").update(email=HANDLE)
    return Department.objects.get(key="shipping")


@pytest.fixture
def conversation(shipping: Department, write: Write) -> Conversation:  # noqa: F811
    made = write("주문번호 20261118-000123 운송장 123456789012 아직 안 왔어요", subject="배송이 안 와요").conversation
    run_waiting()
    mail.outbox.clear()
    return made


@pytest.fixture
def ask_for(conversation: Conversation, shipping: Department, minji: Agent) -> AskFor:  # noqa: F811
    """Ask shipping for something, with four hours."""

    def ask_for(title: str = "배송 추적 요청", **more: object) -> Task:
        fields = {"text": "어디 있는지 알려 주세요.", "department": shipping, "within": timedelta(hours=4), **more}
        task = ask(conversation, Request(title, **fields), minji)  # pyright: ignore[reportArgumentType]
        run_waiting(until=clock.now())
        return task

    return ask_for


def address_in(message: mail.EmailMessage) -> str:
    """The path of the link in a mail."""
    found = re.search(r"https?://[^/]+(/tasks/\S+/)", str(message.body))
    assert found
    return found[1]


@pytest.fixture
def outside() -> Client:
    """A browser of somebody without a seat."""
    return Client()
