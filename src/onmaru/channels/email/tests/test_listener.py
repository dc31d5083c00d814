"""Our own mail server, spoken to as other mail servers do."""

from __future__ import annotations

import smtplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.db import OperationalError
from pytest_django import Settings

from onmaru.channels import standing as every
from onmaru.channels.email import listener, tokens
from onmaru.channels.email.listener import Lmtp, Smtp, _Counted
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def channel(transactional_db: None) -> Channel:
    return Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example", settings={"aliases": ["contact@haru.example"]})


@contextmanager
def listening(protocol: type[_Counted]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    stop = threading.Event()
    thread = threading.Thread(target=listener.serve, args=(protocol, "127.0.0.1", port, stop))
    thread.start()
    try:
        for _ in range(100):
            with socket.socket() as attempt:
                if attempt.connect_ex(("127.0.0.1", port)) == 0:
                    break
            stop.wait(0.05)
        yield port
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def smtp(channel: Channel) -> Iterator[smtplib.SMTP]:
    with listening(Smtp) as port, smtplib.SMTP("127.0.0.1", port, timeout=20) as client:
        yield client


def test_mail_for_us_is_taken_and_filed(smtp: smtplib.SMTP, channel: Channel) -> None:
    smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter())
    delivery = Delivery.objects.get()
    assert (delivery.channel, delivery.source) == (channel, "smtp")
    assert delivery.meta == {"mail_from": "yuna@customer.example", "rcpt_to": ["help@haru.example"]}
    assert delivery.payload.raw == letter()
    run_waiting()
    assert Message.objects.get(direction="in").sender_handle == "yuna@customer.example"


def test_several_of_our_addresses_are_one_delivery(smtp: smtplib.SMTP) -> None:
    smtp.sendmail("yuna@customer.example", ["help@haru.example", "contact@haru.example", "HELP+shoes@haru.example"], letter())
    assert len(Delivery.objects.get().meta["rcpt_to"]) == 3


def test_the_same_mail_again_is_one_delivery(smtp: smtplib.SMTP) -> None:
    for _ in range(2):
        smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter())
    assert Delivery.objects.count() == 1


def test_two_channels_have_one_each(smtp: smtplib.SMTP) -> None:
    Channel.objects.create(kind="email", name="도매", handle="b2b@haru.example")
    smtp.sendmail("yuna@customer.example", ["help@haru.example", "b2b@haru.example"], letter())
    assert Delivery.objects.count() == 2


@pytest.mark.parametrize("address", ["nobody@haru.example", "help@other.example", "helper@haru.example", "@haru.example"])
def test_other_addresses_are_refused(smtp: smtplib.SMTP, address: str) -> None:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        smtp.sendmail("spam@customer.example", [address], letter())
    assert next(iter(refused.value.recipients.values()))[0] in {550, 553, 501}
    assert not Delivery.objects.exists()


def test_a_paused_channel_takes_nothing(smtp: smtplib.SMTP) -> None:
    Channel.objects.update(paused_at=clock.now())
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter())


def test_a_bounce_comes_from_nobody(smtp: smtplib.SMTP) -> None:
    smtp.sendmail("", [tokens.address("help@haru.example", 5)], letter(From="MAILER-DAEMON@mx.example"))
    assert Delivery.objects.get().meta["mail_from"] == ""


def test_too_large_is_said_before_and_after(channel: Channel, settings: Settings) -> None:
    settings.MAX_MAIL_BYTES = 10_000
    with listening(Smtp) as port, smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
        smtp.ehlo()
        assert smtp.esmtp_features["size"] == "10000"
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter("긴 글 " * 4000))
        assert refused.value.smtp_code == 552
        smtp.esmtp_features.pop("size")
        with pytest.raises(smtplib.SMTPDataError) as late:
            smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter("긴 글 " * 4000))
        assert late.value.smtp_code == 552


def test_very_long_lines_are_no_reason_to_lose_a_mail(smtp: smtplib.SMTP) -> None:
    smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter("가" * 100_000))
    assert Delivery.objects.get().size > 300_000


def test_without_a_database_the_sender_keeps_the_mail(smtp: smtplib.SMTP, monkeypatch: pytest.MonkeyPatch) -> None:
    smtp.ehlo()
    smtp.mail("yuna@customer.example")
    smtp.rcpt("help@haru.example")

    def away(*_: object, **__: object) -> None:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(listener, "accept", away)
        assert smtp.data(letter())[0] == 451
    assert not Delivery.objects.exists()
    smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter())
    assert Delivery.objects.count() == 1


def connected(port: int) -> smtplib.SMTP:
    """As soon as there is room: a connection that was ended before, also the listener's first look at itself, leaves in its own time."""
    for _ in range(200):
        try:
            return smtplib.SMTP("127.0.0.1", port, timeout=20)
        except smtplib.SMTPConnectError:
            threading.Event().wait(0.05)
    return smtplib.SMTP("127.0.0.1", port, timeout=20)


def test_no_more_connections_than_can_be_served(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "CONNECTIONS", 2)
    with listening(Smtp) as port:
        first, second = connected(port), connected(port)
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", port, timeout=20)
        assert refused.value.smtp_code == 421
        first.quit()
        connected(port).quit()
        second.quit()


def test_a_flood_is_slowed_down(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "MAILS_A_MINUTE", 3)
    with listening(Smtp) as port, smtplib.SMTP("127.0.0.1", port, timeout=20) as smtp:
        for number in range(3):
            smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter(f"{number}번째"))
        with pytest.raises(smtplib.SMTPSenderRefused) as refused:
            smtp.sendmail("yuna@customer.example", ["help@haru.example"], letter("한 통 더"))
        assert refused.value.smtp_code == 451


def test_lmtp_answers_for_each_recipient(channel: Channel) -> None:
    with listening(Lmtp) as port, smtplib.LMTP("127.0.0.1", port) as lmtp:
        lmtp.ehlo()
        lmtp.mail("yuna@customer.example")
        assert [lmtp.rcpt(one)[0] for one in ("help@haru.example", "nobody@haru.example", "contact@haru.example")] == [250, 550, 250]
        code, _ = lmtp.data(letter())
        assert (code, lmtp.getreply()[0]) == (250, 250)
    assert Delivery.objects.get().source == "lmtp"


def test_it_listens_where_an_operator_says(settings: Settings) -> None:
    settings.SMTP_LISTEN, settings.LMTP_LISTEN = "127.0.0.1:2525", ""
    [service] = [service for service in every.declared() if service.name.startswith(("smtp", "lmtp"))]
    assert service.name == "smtp:127.0.0.1:2525"
    assert isinstance(service.serve, partial)
    assert service.serve.args == (Smtp, "127.0.0.1", 2525)
