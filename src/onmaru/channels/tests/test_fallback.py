"""Answers that leave by a mailbox because their own channel does not reach the customer."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from onmaru.channels import adapter, fallback
from onmaru.channels.actions.accept import accept
from onmaru.channels.actions.send import find_out, send
from onmaru.channels.email import tokens
from onmaru.channels.email.adapter import EmailAdapter
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.sandbox.adapter import SandboxAdapter
from onmaru.customers.actions.identify import identify
from onmaru.inbox.actions.be_reached import be_reached
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.try_again import try_again
from onmaru.inbox.models import Channel, Conversation, Dispatch, Message
from onmaru.inbox.outbound import Outbound, Receipt, Unknown
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent

State = Dispatch.State
HOME = "yuna@customer.example"
BOUNCE = """Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.customer.example

Final-Recipient: rfc822; yuna@customer.example
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <{id}>
--b--
"""


class Office(EmailAdapter):
    """A mailbox that reads as the real one does, and whose server is this object."""

    def __init__(self) -> None:
        self.sent: list[Outbound] = []

    def send(self, outbound: Outbound, channel: Channel, handing_over: Callable[[], bool]) -> Receipt:
        assert handing_over()
        self.sent.append(outbound)
        if "!lost" in outbound.text:
            raise Unknown("the connection broke off")
        return Receipt(external_id=outbound.external_id)

    def was_sent(self, external_id: str, channel: Channel) -> bool | None:
        return any(one.external_id == external_id for one in self.sent)


@pytest.fixture
def away(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Whoever is in it is not there; the sandbox's rule asks for that."""
    gone: set[str] = set()
    monkeypatch.setitem(fallback._rules, "sandbox", lambda message: message.conversation.customer.name in gone)
    yield gone


@pytest.fixture
def chat(db: None, monkeypatch: pytest.MonkeyPatch) -> SandboxAdapter:
    fresh = SandboxAdapter()
    monkeypatch.setitem(adapter._adapters, "sandbox", fresh)
    return fresh


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    fresh = Office()
    monkeypatch.setitem(adapter._adapters, "email", fresh)
    return fresh


@pytest.fixture
def conversation(chat: SandboxAdapter, away: set[str]) -> Conversation:
    sandbox = Channel.objects.create(kind="sandbox", name="채팅", handle="chat", acknowledges=False)
    accept(sandbox, '{"id": "1", "from": "yuna", "name": "유나", "text": "언제 와요?"}'.encode(), "test")
    run_waiting()
    return Conversation.objects.get()


@pytest.fixture
def left(conversation: Conversation, away: set[str], channel: Channel) -> Conversation:
    """유나 left the chat, and an address to be answered at."""
    away.add("유나")
    be_reached(conversation, " Yuna@Customer.example", "유나")
    return conversation


def went(message: Message) -> tuple[str, str | None, str]:
    dispatch = Dispatch.objects.select_related("via").get(pk=message.pk)
    return dispatch.state, dispatch.via.name if dispatch.via else None, dispatch.via_handle


def written(mailbox: Channel, text: str, **headers: str | None) -> Message:
    delivery = accept(mailbox, letter(text, **headers), "smtp", f"{text}{headers}")
    assert delivery
    run_waiting()
    delivery.refresh_from_db()
    assert delivery.message, (delivery.state, delivery.reason)
    return delivery.message


def test_whoever_is_there_is_answered_there(left: Conversation, away: set[str], chat: SandboxAdapter, office: Office, minji: Agent) -> None:
    away.clear()
    message = reply(left, minji, "내일요")
    send(message.pk)
    assert ([one.text for one in chat.sent], office.sent) == (["내일요"], [])
    assert went(message) == (State.SENT, None, "")


def test_whoever_left_is_answered_by_mail_as_a_letter(left: Conversation, chat: SandboxAdapter, office: Office, minji: Agent) -> None:
    message = reply(left, minji, "**내일** 도착합니다.")
    send(message.pk)
    send(message.pk)
    [sent] = office.sent
    assert chat.sent == []
    assert went(message) == (State.SENT, "하루상점", HOME)
    assert [party.handle for party in sent.to] == [HOME] and sent.cc == ()
    assert (sent.text, "<strong>내일</strong>" in sent.html, sent.quoted) == ("내일 도착합니다.", True, "언제 와요?")
    assert sent.external_id.endswith("@haru.example") and sent.references == ()
    assert Message.objects.get(pk=message.pk).external_id == sent.external_id


def test_what_they_answer_by_mail_is_the_same_conversation(
    left: Conversation, channel: Channel, office: Office, minji: Agent, as_agent: Callable[[Agent], Client]
) -> None:
    send(reply(left, minji, "내일 도착합니다.").pk)
    by_reference = written(channel, "알겠습니다, 고맙습니다.", Message_ID="<a@x>", In_Reply_To=f"<{office.sent[0].external_id}>")
    by_token = written(channel, "그런데 몇 시쯤인가요?", Message_ID="<b@x>", To=tokens.address(channel.handle, left.pk))
    assert (by_reference.conversation, by_token.conversation) == (left, left)
    send(reply(left, minji, "오후 3시쯤입니다.").pk)
    assert office.sent[1].references == (office.sent[0].external_id, "a@x", "b@x")
    page = as_agent(minji).get(f"/desk/conversations/{left.pk}/").content.decode()
    assert f"{HOME} · 하루상점" in page
    assert "by e-mail from 하루상점 to yuna@customer.example" in page
    assert "The customer left an e-mail address to be answered at" in page


def test_a_stranger_does_not_enter_by_the_reply_address(left: Conversation, channel: Channel, office: Office, minji: Agent) -> None:
    send(reply(left, minji, "내일 도착합니다.").pk)
    address = tokens.address(channel.handle, left.pk)
    stranger = written(channel, "저도 끼워 주세요", From="thief@elsewhere.example", Message_ID="<t@x>", To=address)
    assert stranger.conversation != left


def test_one_whose_way_is_in_doubt_is_looked_for_where_it_went(
    left: Conversation, away: set[str], chat: SandboxAdapter, office: Office, minji: Agent
) -> None:
    message = reply(left, minji, "!lost 내일 도착합니다.")
    send(message.pk)
    away.clear()
    find_out(message.pk)
    assert went(message) == (State.SENT, "하루상점", HOME)
    assert (len(office.sent), chat.sent) == (1, [])


def test_who_came_back_before_the_next_try_is_answered_there(
    left: Conversation, away: set[str], chat: SandboxAdapter, office: Office, minji: Agent, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = reply(left, minji, "내일요")

    def faulty(self: Office, *given: object) -> Receipt:
        raise OSError

    monkeypatch.setattr(Office, "send", faulty)
    send(message.pk)
    assert went(message) == (State.QUEUED, "하루상점", HOME)
    away.clear()
    Dispatch.objects.update(due_at=clock.now())
    send(message.pk)
    assert went(message) == (State.SENT, None, "")
    assert [one.text for one in chat.sent] == ["내일요"]


def test_a_bounce_stands_beside_the_message_and_the_next_try_is_another_mail(
    left: Conversation, channel: Channel, office: Office, minji: Agent
) -> None:
    message = reply(left, minji, "내일 도착합니다.")
    send(message.pk)
    first = office.sent[0].external_id
    head, _, body = BOUNCE.format(id=first).partition("\n\n")
    report = written(channel, body, From="MAILER-DAEMON@mx.example", Message_ID="<r@x>", Content_Type=head.removeprefix("Content-Type: "))
    assert (report.conversation, went(message)[0]) == (left, State.BOUNCED)
    assert try_again(message, minji)
    send(message.pk)
    assert went(message) == (State.SENT, "하루상점", HOME)
    assert office.sent[1].external_id != first and office.sent[1].external_id.endswith("@haru.example")


def test_without_an_address_or_a_mailbox_it_goes_its_own_way(
    conversation: Conversation, away: set[str], chat: SandboxAdapter, office: Office, minji: Agent
) -> None:
    away.add("유나")
    be_reached(conversation, HOME)
    message = reply(conversation, minji, "우편함이 없을 때")
    send(message.pk)
    assert went(message) == (State.SENT, None, "")
    Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example")
    conversation.participants.all().delete()
    message = reply(conversation, minji, "주소가 없을 때")
    send(message.pk)
    assert ([one.text for one in chat.sent], office.sent) == (["우편함이 없을 때", "주소가 없을 때"], [])


def test_an_address_of_the_same_person_will_do_and_the_mailbox_may_be_chosen(
    conversation: Conversation, away: set[str], channel: Channel, office: Office, minji: Agent
) -> None:
    away.add("유나")
    other = Channel.objects.create(kind="email", name="도매", handle="b2b@haru.example")
    known = identify("email", HOME)
    known.customer = conversation.customer
    known.save()
    assert fallback.mailbox_for(conversation.channel) == channel
    conversation.channel.settings = {fallback.MAILBOX: other.pk}
    conversation.channel.save()
    message = reply(conversation, minji, "내일 도착합니다.")
    send(message.pk)
    assert went(message) == (State.SENT, "도매", HOME)
