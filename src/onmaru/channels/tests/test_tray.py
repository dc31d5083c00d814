"""What could not be understood waits where a lead sees it, and can be dealt with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from onmaru.channels.actions.accept import INLINE_LIMIT, accept
from onmaru.channels.actions.set_aside import set_aside
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.models import Delivery
from onmaru.channels.reasons import WORDS, in_words
from onmaru.events.models import Event
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent

SignIn = Callable[[Agent], Client]
BOUNCE = letter(
    "--b\n\nCould not be delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
    "Final-Recipient: rfc822; yuna@customer.example\nAction: failed\nStatus: 5.1.1\n\n--b\n"
    "Content-Type: text/rfc822-headers\n\nMessage-ID: <unknown@elsewhere.example>\n--b--",
    From="MAILER-DAEMON@mx.example",
    Subject="Undelivered Mail Returned to Sender",
    Content_Type='multipart/report; report-type=delivery-status; boundary="b"',
)


def trayed(channel: Channel, raw: bytes = BOUNCE) -> Delivery:
    delivery = accept(channel, raw, "imap", f"k{Delivery.objects.count()}")
    assert delivery
    run_waiting()
    delivery.refresh_from_db()
    assert delivery.state == "tray"
    return delivery


def filed(channel: Channel, raw: bytes) -> Message:
    accept(channel, raw, "imap")
    run_waiting()
    return Message.objects.filter(direction="in").order_by("-id")[0]


def test_the_tray_says_why_and_who(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    trayed(channel)
    page = as_agent(junho).get("/desk/tray/").content.decode()
    assert "Undelivered Mail Returned to Sender" in page
    assert "that mail is none of ours" in page
    assert "MAILER-DAEMON@mx.example" in page
    assert 'href="/desk/tray/" aria-current="page"' in page


def test_an_empty_tray(junho: Agent, as_agent: SignIn) -> None:
    page = as_agent(junho).get("/desk/tray/").content.decode()
    assert "The tray is empty" in page
    assert 'href="/desk/tray/"' not in page, "and nothing leads to it"


def test_what_hangs_is_shown_and_what_has_just_come_is_not(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    accept(channel, letter(Subject="방금 왔어요"), "imap", "new")
    with clock.frozen_at(clock.now() - timedelta(hours=1)):
        accept(channel, letter(Subject="오래 기다렸어요"), "imap", "old")
    page = as_agent(junho).get("/desk/tray/").content.decode()
    assert "오래 기다렸어요" in page
    assert "방금 왔어요" not in page


def test_agents_do_not_see_it(channel: Channel, minji: Agent, as_agent: SignIn) -> None:
    delivery = trayed(channel)
    for path in ("", f"{delivery.pk}/", f"{delivery.pk}/raw/"):
        assert as_agent(minji).get(f"/desk/tray/{path}").status_code == 403
    assert as_agent(minji).post(f"/desk/tray/{delivery.pk}/ignored/").status_code == 403
    assert Client().get("/desk/tray/").status_code == 302


def test_its_words_cannot_become_part_of_the_page(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    delivery = trayed(channel, BOUNCE.replace(b"Subject: Undelivered", b"Subject: <script>alert(1)</script>"))
    for path in ("", f"{delivery.pk}/"):
        assert "<script>alert" not in as_agent(junho).get(f"/desk/tray/{path}").content.decode()


def test_downloading_it_as_it_arrived(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    delivery = trayed(channel)
    response = as_agent(junho).get(f"/desk/tray/{delivery.pk}/raw/")
    assert b"".join(response.streaming_content) == BOUNCE  # pyright: ignore[reportAttributeAccessIssue]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_a_large_one_too(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    raw = BOUNCE + b"\r\n" + b"x" * INLINE_LIMIT
    delivery = trayed(channel, raw)
    assert delivery.blob
    assert delivery.payload.raw == raw
    assert b"".join(as_agent(junho).get(f"/desk/tray/{delivery.pk}/raw/").streaming_content) == raw  # pyright: ignore[reportAttributeAccessIssue]
    assert "Undelivered Mail" in as_agent(junho).get("/desk/tray/").content.decode()


def test_replaying_after_the_reason_is_gone(channel: Channel, junho: Agent, as_agent: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    accept(channel, letter(), "imap", "broken")
    with monkeypatch.context() as patched:
        patched.setattr("onmaru.channels.email.inbound.fingerprint", lambda mail: 1 / 0)
        for _ in range(5):
            run_waiting()
            from onmaru.channels.jobs import ingest

            ingest(delivery_id=Delivery.objects.get().pk)
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == ("tray", "fault: ZeroDivisionError")
    as_agent(junho).post(f"/desk/tray/{delivery.pk}/replay/")
    run_waiting()
    delivery.refresh_from_db()
    assert delivery.state == "filed"
    assert Event.objects.filter(name="delivery.replayed", actor_id=junho.pk).exists()


def test_ignoring(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    delivery = trayed(channel)
    for _ in range(2):
        as_agent(junho).post(f"/desk/tray/{delivery.pk}/ignored/")
    delivery.refresh_from_db()
    assert delivery.state == "ignored"
    assert Event.objects.filter(name="delivery.ignored").count() == 1


def test_filing_into_a_conversation(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    conversation = filed(channel, letter()).conversation
    delivery = trayed(channel)
    response = as_agent(junho).post(f"/desk/tray/{delivery.pk}/", {"number": conversation.pk})
    assert response["Location"] == f"/desk/conversations/{conversation.pk}/"
    delivery.refresh_from_db()
    assert (delivery.state, delivery.message.conversation) == ("filed", conversation)
    assert delivery.message.filed_by == "by_hand"
    assert "Could not be delivered" in delivery.message.text
    assert Event.objects.filter(name="delivery.filed", actor_id=junho.pk, conversation_id=conversation.pk).exists()
    assert as_agent(junho).post(f"/desk/tray/{delivery.pk}/", {"number": conversation.pk}).status_code == 404, "it is filed once"


def test_filing_into_one_that_was_merged(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    from onmaru.inbox.actions.merge import merge

    first, second = (
        filed(channel, letter()).conversation,
        filed(channel, letter("다른 문의", Subject="영수증 부탁", Message_ID="<2@x>")).conversation,
    )
    merge(first, second, junho)
    as_agent(junho).post(f"/desk/tray/{trayed(channel).pk}/", {"number": first.pk})
    assert Message.objects.get(filed_by="by_hand").conversation == second


def test_filing_what_nobody_can_read_as_a_new_conversation(channel: Channel, junho: Agent, as_agent: SignIn) -> None:
    delivery = set_aside(channel, b"\xff\xfe\x00 nonsense", "imap", "k", "server_cannot_give_it")
    assert delivery
    page = as_agent(junho)
    assert page.post(f"/desk/tray/{delivery.pk}/", {}).status_code == 422
    assert page.post(f"/desk/tray/{delivery.pk}/", {"number": 999999}).status_code == 422
    assert page.post(f"/desk/tray/{delivery.pk}/", {"sender": "yuna@customer.example"}).status_code == 302
    message = Conversation.objects.get().messages.get(direction="in")
    assert (message.sender_handle, message.filed_by) == ("yuna@customer.example", "new")
    assert [file.size for file in message.attachments.all()] == [12]


@pytest.mark.parametrize("reason", [*WORDS, "provider_payload: KeyError", "fault: OSError", "something new"])
def test_every_reason_has_words(reason: str) -> None:
    assert in_words(reason).strip()
