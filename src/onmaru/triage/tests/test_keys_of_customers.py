"""Whoever has the link of an acknowledgement may act as that customer: it leaves by mail, and agents never see it."""

from dataclasses import replace

import pytest
from django.conf import settings as deployment
from django.test import Client

from onmaru.channels.actions.accept import accept
from onmaru.channels.actions.understand import understand
from onmaru.channels.models import Delivery
from onmaru.channels.prepare import prepare
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.portal.links import link_for, with_keys, without_keys
from onmaru.people.models import Agent, Shop
from onmaru.triage.steps.acknowledge import acknowledge

KEYED = "/inquiries/link/"


def inbound(text: str, key: str) -> Inbound:
    return Inbound(
        dedupe_key=key, external_id=f"{key}@customer.example", sender=Party("yuna@customer.example", "최유나", "from"), text=text
    )


@pytest.fixture
def first(db: None, monkeypatch: pytest.MonkeyPatch) -> Message:
    monkeypatch.setattr(deployment, "HAS_PUBLIC_URL", True)
    Shop.objects.create(name="하루상점", language="ko", time_zone="Asia/Seoul")
    channel = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")
    return receive(channel, inbound("셔츠 M 있나요?", "1")).message


def test_the_key_is_in_the_mail_and_not_in_what_is_kept(first: Message) -> None:
    assert acknowledge(first).outcome == "sent"
    kept = Message.objects.get(direction="out")
    left = prepare(kept)
    for stored, leaving in ((kept.text, left.text), (kept.html, left.html)):
        assert f"{deployment.PUBLIC_URL}/inquiries/{first.conversation_id}/" in stored
        assert KEYED not in stored
        assert f"{deployment.PUBLIC_URL}{KEYED}" in leaving
    link = next(word for word in left.text.split() if KEYED in word)
    assert Client().get(link.removeprefix(deployment.PUBLIC_URL)).headers["Location"] == f"/inquiries/{first.conversation_id}/"


def test_a_customer_who_quotes_it_does_not_hand_it_to_agents(first: Message) -> None:
    link = link_for(first.conversation)
    quoted = f"> 진행 상황은 여기에서 보실 수 있습니다: {link}\n> {link[:-20]}"
    html = f'<p>네</p><blockquote><a href="{link.replace(":", "%3A").replace("http%3A", "http:")}">{link}</a></blockquote>'
    letter = replace(inbound(f"{link} 이 링크인가요?", "2"), quoted=quoted, html=html, signature=link)
    back = receive(first.channel, letter).message
    conversation = Conversation.objects.get(pk=back.conversation_id)
    for stored in (back.text, back.quoted, back.html, back.signature, conversation.preview):
        assert KEYED not in stored
    assert f"/inquiries/{first.conversation_id}/ 이 링크인가요?" in back.text


def test_what_is_kept_as_it_arrived_opens_nothing(first: Message) -> None:
    link = link_for(first.conversation)
    raw = (
        f"From: yuna@customer.example\r\nTo: help@haru.example\r\nSubject: Re: 셔츠\r\nMessage-ID: <2@customer.example>\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n네\r\n> {link}\r\n"
    ).encode()
    delivery = accept(first.channel, raw, "sandbox")
    assert delivery
    kept = Delivery.objects.get(pk=delivery.pk).payload.raw
    signature = link.rstrip("/").rpartition(":")[2]
    assert signature.encode() in raw
    assert signature.encode() not in kept
    assert len(kept) == len(raw)
    path = f"{KEYED}{kept.decode().partition(KEYED)[2].split()[0]}"
    assert Client().get(path).status_code == 410
    understand(delivery.pk)
    back = Message.objects.order_by("pk").last()
    assert back is not None
    assert back.pk != first.pk
    assert f"/inquiries/{first.conversation_id}/" in back.text + back.quoted
    # The same mail offered again is the same, though what is kept reads otherwise.
    assert accept(first.channel, raw, "sandbox") is None


def test_the_plain_address_opens_nothing_for_an_agent(first: Message, client: Client) -> None:
    client.force_login(Agent.objects.create(email="minji@haru.example", name="김민지", role="owner"))
    assert client.get(f"/inquiries/{first.conversation_id}/").status_code == 404


def test_only_the_address_of_this_conversation_becomes_a_key(first: Message) -> None:
    other = f"{deployment.PUBLIC_URL}/inquiries/{first.conversation_id}7/"
    assert with_keys(other, first.conversation_id) == other
    assert without_keys("https://haru.example/inquiries/") == "https://haru.example/inquiries/"
