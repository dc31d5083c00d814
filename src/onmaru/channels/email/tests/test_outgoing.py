"""A reply through real mail servers, to the customer's mailbox and back to ours."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import pytest_django
from django.core.mail import send_mail
from django.utils import translation

from dev.mailhost import MailHost
from onmaru.channels.actions.accept import accept
from onmaru.channels.actions.send import find_out, send
from onmaru.channels.email import outgoing, own, smtp_sessions
from onmaru.channels.email.mime import parse
from onmaru.channels.email.settings import EmailSettings, Imap, Smtp
from onmaru.channels.email.system_mail import server_of
from onmaru.inbox.actions import dispatch as step
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Channel, Conversation, Dispatch, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop

State = Dispatch.State
ASKS = (
    "From: =?utf-8?B?7LWc7Jyg64KY?= <{name}@customer.example>\r\nTo: help@haru.example\r\n"
    "Subject: =?utf-8?B?67Cw7Iah7J20IOyViCDsmYDsmpQ=?=\r\n"
    "Message-ID: <{name}-1@customer.example>\r\nDate: Tue, 3 Nov 2026 15:12:00 +0900\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: 8bit\r\n\r\n언제 오나요?\r\n"
)


@pytest.fixture(autouse=True)
def loopback(settings: pytest_django.Settings) -> Iterator[None]:
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost", "127.0.0.1"]
    with translation.override("en"):
        yield
    smtp_sessions.close_idle(longer_than=0)


@pytest.fixture
def reach(mailhost: MailHost) -> EmailSettings:
    mailhost.add_mailbox("help@haru.example", "secret")
    secret: dict[str, Any] = {"user": "help@haru.example", "password": "secret", "ca_file": str(mailhost.ca_file)}
    return EmailSettings(
        imap=Imap(host="localhost", port=mailhost.imap_port, **secret),
        smtp=Smtp(host="localhost", port=mailhost.submission_port, security="starttls", **secret),
        signature="하루상점 드림",
    )


@pytest.fixture
def shop(channel: Channel, reach: EmailSettings) -> Channel:
    Shop.objects.create(name="하루상점")
    channel.settings, channel.acknowledges = reach.to_json(), False
    channel.save()
    return channel


@pytest.fixture
def minji(db: None) -> Agent:
    return Agent.objects.create(email="minji@haru.example", name="김민지")


def asked_by(name: str, shop: Channel) -> Conversation:
    accept(shop, ASKS.format(name=name).encode(), "imap")
    run_waiting()
    return Conversation.objects.get(customer__identities__handle=f"{name}@customer.example")


def due(conversation: Conversation, by: Agent, text: str) -> Message:
    message = reply(conversation, by, text)
    Dispatch.objects.filter(pk=message.pk).update(due_at=clock.now())
    return message


def state_of(message: Message) -> str:
    return Dispatch.objects.get(pk=message.pk).state


def copies(mailhost: MailHost, message: Message, address: str = "help@haru.example") -> list[bytes]:
    return [raw for raw in mailhost.messages(address) if message.external_id.encode() in raw]


def accepted(mailhost: MailHost, message: Message) -> int:
    return mailhost.accepted_log()[f"<{message.external_id}>"]


def test_an_answer_arrives_in_the_thread_and_the_answer_to_it_comes_back(shop: Channel, minji: Agent, mailhost: MailHost) -> None:
    conversation = asked_by("yuna", shop)
    message = due(conversation, minji, "내일 도착해요.")
    send(message.pk)
    assert state_of(message) == State.SENT
    [raw] = mailhost.wait_for("yuna@customer.example")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert (str(mail["From"]), mail["Subject"]) == ("김민지 · 하루상점 <help@haru.example>", "Re: 배송이 안 와요")
    assert (mail["In-Reply-To"], mail["Message-ID"]) == ("<yuna-1@customer.example>", f"<{message.external_id}>")
    understood = parse(raw)
    assert (understood.reply.strip(), understood.signature.strip()) == ("내일 도착해요.", "--\n하루상점 드림")
    assert "언제 오나요?" in understood.quoted

    answer = ASKS.format(name="yuna").replace("yuna-1@", "yuna-2@").replace("To: help@haru.example", f"To: {mail['Reply-To']}")
    accept(shop, answer.encode(), "imap")
    run_waiting()
    assert Conversation.objects.get().messages.latest("id").filed_by == "token"


@pytest.mark.parametrize("security", ["tls", "none"])
def test_each_way_of_securing_the_connection(security: str, shop: Channel, minji: Agent, mailhost: MailHost, reach: EmailSettings) -> None:
    port = mailhost.smtps_port if security == "tls" else mailhost.submission_port
    assert reach.smtp
    shop.settings = replace(reach, smtp=replace(reach.smtp, security=security, port=port)).to_json()
    shop.save()
    message = due(asked_by(f"via-{security}", shop), minji, "보내요")
    send(message.pk)
    assert (state_of(message), Dispatch.objects.get(pk=message.pk).reason) == (State.SENT, "")


def test_a_server_with_a_certificate_of_nobody_is_not_trusted(shop: Channel, minji: Agent, reach: EmailSettings) -> None:
    assert reach.smtp
    shop.settings = replace(reach, smtp=replace(reach.smtp, ca_file="")).to_json()
    shop.save()
    message = due(asked_by("careful", shop), minji, "보내요")
    send(message.pk)
    dispatch = Dispatch.objects.get(pk=message.pk)
    assert dispatch.state == State.QUEUED
    assert "certificate" in dispatch.reason


@pytest.mark.parametrize(
    ("name", "state", "words"),
    [
        ("tempfail", State.QUEUED, "cannot take the mail at the moment. (451 4.3.0"),
        ("nobody", State.FAILED, "There is no mailbox nobody@customer.example. (550 5.1.1"),
    ],
)
def test_the_servers_refusals_in_words(name: str, state: str, words: str, shop: Channel, minji: Agent, mailhost: MailHost) -> None:
    message = due(asked_by(name, shop), minji, "보내요")
    send(message.pk)
    dispatch = Dispatch.objects.get(pk=message.pk)
    assert (dispatch.state, words in dispatch.reason) == (state, True), dispatch.reason
    assert accepted(mailhost, message) == 0


def test_a_wrong_password_in_words(shop: Channel, minji: Agent, reach: EmailSettings) -> None:
    assert reach.smtp
    shop.settings = replace(reach, smtp=replace(reach.smtp, password="wrong")).to_json()
    shop.save()
    message = due(asked_by("locked", shop), minji, "보내요")
    send(message.pk)
    assert "user name and password" in Dispatch.objects.get(pk=message.pk).reason


def test_our_copy_comes_home_is_known_and_settles_a_doubt(shop: Channel, minji: Agent, mailhost: MailHost) -> None:
    message = due(asked_by("copied", shop), minji, "보내요")
    send(message.pk)
    mailhost.wait_for("copied@customer.example")
    while not (found := copies(mailhost, message)):
        mailhost.wait_for("help@haru.example", count=len(mailhost.messages("help@haru.example")) + 1)
    [copy] = found
    assert own.is_own(message.external_id, email.message_from_bytes(copy)["X-Onmaru"])
    Dispatch.objects.filter(pk=message.pk).update(state=State.UNKNOWN)
    delivery = accept(shop, copy, "imap")
    run_waiting()
    assert delivery
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason, state_of(message)) == ("ignored", "own", State.SENT)
    assert Message.objects.filter(conversation=message.conversation).count() == 2


@pytest.mark.parametrize("dies", ["before the dot", "after the answer"])
def test_a_worker_that_dies_at_the_last_word_neither_loses_nor_doubles(
    dies: str, shop: Channel, minji: Agent, mailhost: MailHost, settings: pytest_django.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    name = dies.replace(" ", "-")
    message = due(asked_by(name, shop), minji, "보내요")
    with monkeypatch.context() as patch, pytest.raises(Killed):
        if dies == "before the dot":
            real = step.hand_over
            patch.setattr(step, "hand_over", lambda dispatch: real(dispatch) and die())
        else:
            patch.setattr(step, "mark_sent", die)
        send(message.pk)
    assert (state_of(message), accepted(mailhost, message)) == (State.HANDING_OVER, int(dies == "after the answer"))
    if dies == "after the answer":
        mailhost.wait_for(f"{name}@customer.example")
        while not copies(mailhost, message):
            mailhost.wait_for("help@haru.example", count=len(mailhost.messages("help@haru.example")) + 1)
    find_out(message.pk)
    if dies == "before the dot":
        assert state_of(message) == State.HANDING_OVER, "a copy may still be on its way"
        settings.COPY_GRACE_SECONDS = 0
        find_out(message.pk)
        assert state_of(message) == State.QUEUED
        with clock.frozen_at(clock.now() + timedelta(seconds=1)):
            send(message.pk)
    assert state_of(message) == State.SENT
    assert accepted(mailhost, message) == 1


def test_a_moved_copy_is_found(shop: Channel, minji: Agent, mailhost: MailHost, reach: EmailSettings) -> None:
    from onmaru.channels.email.imap import Connection

    message = due(asked_by("moved", shop), minji, "보내요")
    send(message.pk)
    mailhost.wait_for("moved@customer.example")
    while not copies(mailhost, message):
        mailhost.wait_for("help@haru.example", count=len(mailhost.messages("help@haru.example")) + 1)
    assert reach.imap
    box = Connection(reach.imap, shop.pk)
    box.move(box.search(f'HEADER Message-ID "<{message.external_id}>"'), "Onmaru")
    box.close()
    assert outgoing.was_sent(message.external_id, shop) is False
    shop.settings = replace(reach, imap=replace(reach.imap, after="move:Onmaru")).to_json()
    assert outgoing.was_sent(message.external_id, shop) is True


def test_without_a_mailbox_nobody_can_tell(shop: Channel, reach: EmailSettings) -> None:
    for chosen in (replace(reach, keep_copy=False), replace(reach, imap=None)):
        shop.settings = chosen.to_json()
        assert outgoing.was_sent("a@haru.example", shop) is None


def test_the_products_own_mail_leaves_by_the_first_channel(shop: Channel, mailhost: MailHost, settings: pytest_django.Settings) -> None:
    settings.EMAIL_BACKEND = "onmaru.channels.email.system_mail.SystemMailBackend"
    assert send_mail("비밀번호 재설정", "링크: https://haru.example/1", None, ["junho@haru.example"]) == 1
    [raw] = mailhost.wait_for("junho@haru.example")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert (mail["From"], mail["Subject"], mail["Auto-Submitted"]) == ("help@haru.example", "비밀번호 재설정", "auto-generated")


def test_or_by_the_operators_server(db: None, mailhost: MailHost, settings: pytest_django.Settings) -> None:
    settings.EMAIL_BACKEND = "onmaru.channels.email.system_mail.SystemMailBackend"
    settings.SYSTEM_SMTP_URL = f"smtp://127.0.0.1:{mailhost.smtp_port}"
    settings.DEFAULT_FROM_EMAIL = "Onmaru <onmaru@haru.example>"
    assert send_mail("비밀번호 재설정", "링크", None, ["seoyeon@haru.example"]) == 1
    assert b"From: Onmaru <onmaru@haru.example>" in mailhost.wait_for("seoyeon@haru.example")[0]


def test_or_not_at_all_and_the_log_holds_no_secret(db: None, settings: pytest_django.Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.EMAIL_BACKEND = "onmaru.channels.email.system_mail.SystemMailBackend"
    assert send_mail("비밀번호 재설정", "https://haru.example/secret", None, ["junho@haru.example"]) == 0
    assert "was not sent" in caplog.text
    assert "secret" not in caplog.text


def test_the_operators_address_is_read() -> None:
    assert server_of("smtps://a%40b:p%2F@mx.example") == Smtp(host="mx.example", port=465, security="tls", user="a@b", password="p/")
    assert server_of("smtp+starttls://mx.example").port == 587
    with pytest.raises(ValueError, match="ONMARU_SMTP_URL"):
        server_of("http://mx.example")
