"""Mail fetched from a real Dovecot."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from dev.mailhost import MailHost
from onmaru.channels.email import fetch
from onmaru.channels.email.imap import Connection, Rejected
from onmaru.channels.email.models import Mailbox
from onmaru.channels.email.tests.box import Box, mails, numbers
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel
from onmaru.kit.http import PrivateAddress


@pytest.fixture
def box(mailhost: MailHost, channel: Channel, settings: Settings) -> Box:
    settings.PRIVATE_HOSTS_ALLOWED = ["localhost"]
    return Box(mailhost, channel)


def test_new_mail_is_kept_filed_and_marked_as_read(box: Box) -> None:
    box.arrive(*mails("하나", "둘"))
    assert box.look() == 2
    assert box.texts == ["하나", "둘"]
    assert box.unseen() == 0
    assert box.look() == 0
    box.arrive(*mails("셋"))
    assert box.look() == 1
    assert box.texts == ["하나", "둘", "셋"]


def test_moving_what_was_taken(box: Box) -> None:
    box.change(after="move:처리됨/온마루")
    box.arrive(*mails("하나", "둘"))
    assert box.look() == 2
    assert box.texts == ["하나", "둘"]
    assert box.host.messages(box.address) == []
    assert box.count("처리됨/온마루") == 2
    box.arrive(*mails("셋"))
    assert box.look() == 1


def test_a_kill_between_keeping_and_flagging_files_once(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.arrive(*mails("하나", "둘"))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "mark_seen", killed)
        with pytest.raises(KeyboardInterrupt):
            box.look()
    assert Delivery.objects.count() == 2
    assert box.unseen() == 2
    assert box.look() == 0, "they are here already"
    assert box.unseen() == 0
    assert box.texts == ["하나", "둘"]


def test_mails_numbered_anew_are_looked_through_again_and_filed_once(box: Box) -> None:
    box.arrive(*mails("하나", "둘"))
    box.look()
    assert box.texts == ["하나", "둘"]
    box.host.restart_uidvalidity(box.address)
    box.arrive(*mails("셋"))
    assert box.look() == 3
    assert box.texts == ["하나", "둘", "셋"]
    assert box.look() == 0


def test_a_newly_connected_mailbox_brings_only_what_nobody_has_read(box: Box) -> None:
    box.arrive(*mails("읽은 메일"))
    connection = Connection(box.imap, box.channel.pk)
    connection.mark_seen(connection.search("ALL"))
    connection.close()
    box.arrive(*mails("안 읽은 메일"))
    box.look()
    assert box.texts == ["안 읽은 메일"]


def test_mail_that_somebody_read_elsewhere_comes_all_the_same(box: Box) -> None:
    box.look()
    box.arrive(*mails("하나"))
    connection = Connection(box.imap, box.channel.pk)
    connection.mark_seen(connection.search("ALL"))
    connection.close()
    assert box.look() == 1


def test_another_mailbox_for_the_same_channel_begins_anew(box: Box) -> None:
    box.arrive(*mails("하나"))
    box.look()
    other = f"other{next(numbers)}@haru.example"
    box.host.add_mailbox(other, "secret")
    box.arrive(*mails("다른 메일함"), to=other)
    box.change(user=other, password="secret")
    assert box.look() == 1
    assert box.texts == ["하나", "다른 메일함"]


def test_a_mail_too_large_waits_in_the_tray_by_its_head(box: Box, settings: Settings) -> None:
    settings.MAX_MAIL_BYTES = 20_000
    box.arrive(letter("아주 긴 글 " * 4000, Subject="큰 파일"), *mails("작은 메일"))
    assert box.look() == 1
    assert box.texts == ["작은 메일"]
    tray = Delivery.objects.get(state=Delivery.State.TRAY)
    assert (tray.reason, tray.size > 20_000) == ("too_large", True)
    assert "큰 파일".encode() in tray.payload.raw
    assert len(tray.payload.raw) < 20_000
    assert box.unseen() == 1, "people find it in the mailbox as it was"
    assert box.look() == 0


def test_one_mail_the_server_cannot_give_does_not_stop_the_next(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.look()
    box.arrive(*mails("하나", "고장", "셋"))
    whole = Connection.raw

    def raw(connection: Connection, uid: int, headers_only: bool = False) -> bytes | None:
        found = whole(connection, uid, headers_only)
        if found and "고장".encode() in found:
            raise connection.client.error("[CORRUPTION] cannot read it")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(Connection, "raw", raw)
        assert box.look() == 2
        assert box.texts == ["하나", "셋"]
        for _ in range(fetch.TRIES):
            box.look()
    tray = Delivery.objects.get(state=Delivery.State.TRAY)
    assert tray.reason == "server_cannot_give_it"
    assert box.look() == 0
    assert Mailbox.objects.get().last_uid == 3


def test_a_mail_the_server_can_give_again_is_taken(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    box.look()
    box.arrive(*mails("하나", "둘"))
    with monkeypatch.context() as patched:

        def busy(connection: Connection, uid: int, headers_only: bool = False) -> bytes | None:
            raise connection.client.error("[UNAVAILABLE] later")

        patched.setattr(Connection, "raw", busy)
        assert box.look() == 0
    assert box.look() == 2
    assert box.texts == ["하나", "둘"]


def test_a_private_server_is_not_reached_unless_an_operator_allows_it(box: Box, settings: Settings) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = []
    with pytest.raises(PrivateAddress):
        box.look()


def test_a_certificate_nobody_vouches_for(box: Box) -> None:
    box.change(ca_file="")
    with pytest.raises(OSError, match="certificate"):
        box.look()


def test_a_wrong_password_is_told_from_a_fault(box: Box) -> None:
    box.change(password="wrong")
    with pytest.raises(Rejected):
        box.look()


@pytest.mark.parametrize("security", ["starttls", "none"])
def test_other_ways_to_connect(box: Box, security: str) -> None:
    box.change(security=security, port=box.host.imap_plain_port, password="secret")
    box.host.add_mailbox(box.address, "secret")
    box.arrive(*mails("하나"))
    assert box.look() == 1


def test_many(box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "BATCH", 5)
    box.arrive(*mails(*(f"메일 {number}" for number in range(12))))
    assert box.look() == 12
    assert Delivery.objects.count() == 12
    assert box.unseen() == 0
