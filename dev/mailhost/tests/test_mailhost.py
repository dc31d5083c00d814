from __future__ import annotations

import smtplib
import ssl
import threading
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest
from imap_tools import MailBox, MailBoxUnencrypted

from dev.mailhost import MailHost, MailHostUnavailable

FROM = "yuna@customer.example"


def letter(name: str, text: str = "안녕하세요") -> bytes:
    header = f"From: <{FROM}>\r\nTo: help@haru.example\r\nSubject: {name}\r\nMessage-ID: <{name}@customer.example>\r\n"
    return f"{header}\r\n{text}\r\n".encode()


def recipients_refused(host: MailHost, recipient: str) -> tuple[int, bytes]:
    with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        host.deliver(letter("refused"), to=recipient)
    return refused.value.recipients[recipient]


def test_a_mail_delivered_by_smtp_is_read_by_imap_over_tls(host: MailHost) -> None:
    host.add_mailbox("tls@haru.example", "a secret")
    host.deliver(letter("tls"), to="tls@haru.example")
    host.wait_for("tls@haru.example")
    trusting = ssl.create_default_context(cafile=str(host.ca_file))
    with MailBox("localhost", host.imap_port, ssl_context=trusting).login("tls@haru.example", "a secret") as mailbox:
        assert [(each.subject, each.text.strip()) for each in mailbox.fetch()] == [("tls", "안녕하세요")]


def test_idle_wakes_when_a_mail_arrives(host: MailHost) -> None:
    host.add_mailbox("idle@haru.example", "secret")
    with MailBoxUnencrypted("127.0.0.1", host.imap_plain_port).login("idle@haru.example", "secret") as mailbox:
        with mailbox.idle as idle:
            sending = threading.Thread(target=host.deliver, args=(letter("idle"), "idle@haru.example"))
            sending.start()
            responses = idle.poll(timeout=10)
            sending.join()
        assert any(b"EXISTS" in response for response in responses)


def test_a_plus_address_is_kept_on_the_mail_and_shares_the_mailbox(host: MailHost) -> None:
    host.deliver(letter("plus"), to="help+c123.sig@haru.example")
    [raw] = host.wait_for("help@haru.example")
    mail = message_from_bytes(raw)
    assert mail["X-Original-To"] == "help+c123.sig@haru.example"
    assert mail["Delivered-To"] == "help+c123.sig@haru.example"


def test_a_mail_arrives_as_it_was_sent(host: MailHost) -> None:
    bare = "Subject: =?\r\nContent-Type: text/plain\r\n\r\n날것 그대로\r\n".encode("cp949")
    host.deliver(bare, to="bare@haru.example", sender=FROM)
    [raw] = host.wait_for("bare@haru.example")
    assert raw.replace(b"\r\n", b"\n").endswith(bare.replace(b"\r\n", b"\n"))
    assert message_from_bytes(raw)["Message-ID"] is None


@pytest.mark.parametrize(("recipient", "code"), [("tempfail@customer.example", 451), ("nobody@customer.example", 550)])
def test_some_recipients_are_refused(host: MailHost, recipient: str, code: int) -> None:
    assert recipients_refused(host, recipient)[0] == code


def test_a_refusal_begins_and_ends_when_told(host: MailHost) -> None:
    host.refuse("later@customer.example", "450 4.2.1 Greylisted")
    assert recipients_refused(host, "later@customer.example")[0] == 450
    host.accept("later@customer.example")
    host.deliver(letter("later"), to="later@customer.example")
    host.wait_for("later@customer.example")


def test_nothing_is_taken_for_the_world_outside(host: MailHost) -> None:
    assert recipients_refused(host, "someone@outside.test")[0] == 554


def test_a_full_mailbox_sends_the_mail_back(host: MailHost) -> None:
    host.bounce("full@customer.example")
    host.deliver(letter("full"), to="full@customer.example", sender="sender@haru.example")
    report = message_from_bytes(host.wait_for("sender@haru.example")[0])
    assert report.get_content_type() == "multipart/report"
    [status] = [part for part in report.walk() if part.get_content_type() == "message/delivery-status"]
    assert b"5.2.2" in status.as_bytes()
    assert host.messages("full@customer.example") == []


def test_submission_needs_the_password(host: MailHost) -> None:
    host.add_mailbox("shop@haru.example", "secret")
    trusting = ssl.create_default_context(cafile=str(host.ca_file))
    with smtplib.SMTP("localhost", host.submission_port) as smtp:
        smtp.starttls(context=trusting)
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            smtp.sendmail("shop@haru.example", ["submitted@customer.example"], letter("anonymous"))
    with smtplib.SMTP_SSL("localhost", host.smtps_port, context=trusting) as smtp:
        smtp.login("shop@haru.example", "secret")
        smtp.sendmail("shop@haru.example", ["submitted@customer.example"], letter("known"))
    host.wait_for("submitted@customer.example")


def test_what_was_accepted_twice_is_counted_twice(host: MailHost) -> None:
    host.deliver_all([(letter(name), "count@customer.example") for name in ("once", "twice", "twice")])
    host.wait_for("count@customer.example", count=3)
    accepted = host.accepted_log()
    assert (accepted["<once@customer.example>"], accepted["<twice@customer.example>"]) == (1, 2)


def test_uidvalidity_can_change(host: MailHost) -> None:
    host.add_mailbox("moved@haru.example", "secret")

    def uidvalidity() -> int:
        with MailBoxUnencrypted("127.0.0.1", host.imap_plain_port).login("moved@haru.example", "secret") as mailbox:
            return mailbox.folder.status()["UIDVALIDITY"]

    before = uidvalidity()
    assert host.restart_uidvalidity("moved@haru.example") == uidvalidity() != before


@pytest.mark.parametrize("smtp", ["postfix", "relay"])
def test_nothing_is_left_behind(smtp: str) -> None:
    try:
        with MailHost(smtp) as host:
            home = host.home
            host.deliver(letter("last"), to="help@haru.example")
            assert list(_running_from(home))
    except MailHostUnavailable as missing:
        pytest.skip(str(missing))
    assert not home.exists()
    assert not list(_running_from(home))


def _running_from(home: Path) -> Iterator[str]:
    """Commands of living processes that name the folder; one that was killed has no command line any more."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            inside = (process / "cwd").readlink().is_relative_to(home)
        except OSError:
            continue
        if str(home) in command or inside:
            yield command
