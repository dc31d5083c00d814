"""A mailbox that is watched by a thread, as the worker does it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from pytest_django import Settings

from dev.mailhost import MailHost
from onmaru.channels.email import standing, watch
from onmaru.channels.email.models import Mailbox
from onmaru.channels.email.tests.box import Box, mails
from onmaru.channels.email.tests.line import Line
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel
from onmaru.kit import clock

pytestmark = pytest.mark.django_db(transaction=True)


def until(happened: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not happened():
        assert time.monotonic() < deadline, "it did not happen"
        pause.wait(0.05)


@contextmanager
def watched(channel: Channel) -> Iterator[threading.Thread]:
    stop = threading.Event()

    def run() -> None:
        try:
            watch.watch(channel.pk, stop)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


@pytest.fixture
def box(mailhost: MailHost, transactional_db: None, settings: Settings) -> Box:
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    return Box(mailhost, Channel.objects.create(kind="email", name="하루상점", handle="help@haru.example"))


@pytest.fixture
def line(box: Box, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(watch, "SHORTEST_PAUSE", 0.1)
    monkeypatch.setattr(watch, "LOOK_AGAIN", 0.1)
    line = Line(box.host.imap_port)
    box.change(port=line.port)
    yield line
    line.close()


def taken(count: int) -> Callable[[], bool]:
    return lambda: Delivery.objects.count() == count


def test_new_mail_is_told_by_the_server(box: Box) -> None:
    # So seldom that only the server's word can have brought it.
    box.change(poll_seconds=3600)
    with watched(box.channel):
        until(lambda: Mailbox.objects.filter(last_ok_at__isnull=False).exists())
        box.arrive(*mails("하나"))
        until(taken(1))
        box.arrive(*mails("둘"))
        until(taken(2))


def test_a_server_that_tells_nothing_is_asked(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.change(poll_seconds=1)
    monkeypatch.setattr("onmaru.channels.email.imap.IDLE", "IDLE-NOT-OFFERED")
    with watched(box.channel):
        until(lambda: Mailbox.objects.filter(last_ok_at__isnull=False).exists())
        box.arrive(*mails("하나"))
        until(taken(1))


def test_a_lost_connection_is_made_again(box: Box, line: Line) -> None:
    with watched(box.channel):
        until(lambda: Mailbox.objects.filter(last_ok_at__isnull=False).exists())
        line.cut()
        until(lambda: Mailbox.objects.filter(failing_since__isnull=False).exists())
        box.arrive(*mails("끊긴 동안"))
        line.mend()
        until(taken(1))
        until(lambda: Mailbox.objects.filter(failing_since=None, last_error="").exists())


def test_a_wrong_password_is_not_tried_again_soon_and_a_corrected_one_at_once(box: Box, line: Line) -> None:
    box.change(password="wrong")
    with watched(box.channel) as thread:
        until(lambda: Mailbox.objects.filter(failing_since__isnull=False).exists())
        box.change(password="비밀번호 1234")
        thread.join(20)
        assert not thread.is_alive(), "the watch with the old settings ends"
    assert line.connections == 1
    box.arrive(*mails("하나"))
    with watched(box.channel):
        until(taken(1))


def test_a_paused_channel_is_left_alone(box: Box) -> None:
    assert [service.name for service in standing.services()] == [f"imap:{box.channel.pk}"]
    with watched(box.channel) as thread:
        until(lambda: Mailbox.objects.filter(last_ok_at__isnull=False).exists())
        Channel.objects.update(paused_at=clock.now())
        box.arrive(*mails("멈춘 동안"))
        thread.join(20)
        assert not thread.is_alive()
    assert list(standing.services()) == []
