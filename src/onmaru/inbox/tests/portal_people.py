"""Customers before the portal, and how they come in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from onmaru.inbox.actions import dispatch as step
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, InboundAttachment, Party
from onmaru.inbox.models import Channel, Conversation, Dispatch, Message
from onmaru.inbox.outbound import Receipt
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop
from onmaru.people.roles import Role

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
YUNA, HANEUL = "yuna@customer.example", "haneul@customer.example"


@pytest.fixture(autouse=True)
def shop(db: None, settings: Settings) -> Shop:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.HAS_PUBLIC_URL = True
    return Shop.objects.create(name="하루상점")


@pytest.fixture
def mailbox(db: None) -> Channel:
    return Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지", role=Role.AGENT, language="en")


def asked(mailbox: Channel, handle: str, text: str, subject: str = "", file: bytes = b"") -> Conversation:
    files = (InboundAttachment("사진.png", "image/png", len(file), lambda: (file,)),) if file else ()
    key = f"{handle} {text}"[:64]
    written = Inbound(key, key, Party(handle, handle.partition("@")[0], "from"), text, subject=subject, attachments=files)
    return receive(mailbox, written).message.conversation


@pytest.fixture
def hers(mailbox: Channel) -> Conversation:
    return asked(mailbox, YUNA, "머그컵 손잡이가 깨졌어요.", "머그컵 파손", PNG)


@pytest.fixture
def his(mailbox: Channel) -> Conversation:
    return asked(mailbox, HANEUL, "비밀스러운 이야기입니다.", "린넨 셔츠", PNG)


def came_in(handle: str) -> Client:
    """A browser in which somebody has followed the link of their mail."""
    client = Client(headers={"accept-language": "en"})
    client.post("/inquiries/sign-in/", {"email": handle})
    run_waiting()
    [letter] = [one for one in mail.outbox if handle in one.to][-1:]
    found = re.search(r"/inquiries/sign-in/[\w-]+/", str(letter.body))
    assert found
    assert client.post(found[0]).status_code == 302
    return client


def left(message: Message) -> Message:
    """An answer that is out."""
    row = Dispatch.objects.get(pk=message.pk)
    Dispatch.objects.filter(pk=row.pk).update(state=Dispatch.State.SENDING)
    row.refresh_from_db()
    step.mark_sent(row, Receipt())
    return message


def opened(answer: Any) -> bytes:
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
