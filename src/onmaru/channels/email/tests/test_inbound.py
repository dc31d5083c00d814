"""From raw mail to the message it means."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onmaru.channels.adapter import Payload, Unreadable
from onmaru.channels.email import own, tokens
from onmaru.channels.email.inbound import LONGEST_TEXT, parse
from onmaru.channels.email.tests.letters import letter
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel

CHANNEL = Channel(kind="email", handle="help@haru.example", settings={"aliases": ["Contact@Haru.example"]})


def read(raw: bytes, **meta: object) -> Inbound:
    [found] = parse(Payload(raw, "imap", meta), CHANNEL)
    return found


def test_a_plain_mail() -> None:
    found = read(letter())
    assert found.external_id == "first@customer.example"
    assert found.sender == Party("yuna@customer.example", "김유나", "from")
    assert found.parties == (Party("help@haru.example", "", "to"),)
    assert found.subject == "머그컵 손잡이가 깨져서 왔어요"
    assert found.text.startswith("안녕하세요")
    assert found.sent_at == datetime(2026, 11, 22, 1, tzinfo=UTC)
    assert (found.language, found.machine, found.failure) == ("ko", None, None)
    assert found.hints.subject == "머그컵 손잡이가 깨져서 왔어요"


@pytest.mark.parametrize(
    "again",
    [
        letter(Received="from mx.customer.example by haru.example; Sun, 22 Nov 2026 10:00:02 +0900"),
        letter(Delivered_To="help@haru.example", X_Spam_Status="No"),
        letter().replace(b"\r\n", b"\n"),
        letter(Subject="머그컵 손잡이가  깨져서 왔어요 "),
    ],
)
def test_the_same_mail_by_another_route(again: bytes) -> None:
    assert read(again).dedupe_key == read(letter()).dedupe_key


@pytest.mark.parametrize(
    "other",
    [
        letter("다른 내용입니다."),
        letter(Subject="다른 제목"),
        letter(From="other@customer.example"),
        letter(Date="Sun, 22 Nov 2026 10:00:01 +0900"),
        letter(Message_ID="<second@customer.example>"),
    ],
)
def test_a_reused_message_id_is_no_duplicate(other: bytes) -> None:
    assert read(other).dedupe_key != read(letter()).dedupe_key


@pytest.mark.parametrize("message_id", [None, "", "<>", "   "])
def test_without_a_message_id_one_is_made(message_id: str | None) -> None:
    found = read(letter(Message_ID=message_id))
    assert found.external_id == f"{found.dedupe_key[:32]}@no-message-id.invalid"
    assert found.external_id != read(letter("다른 내용", Message_ID=message_id)).external_id


def test_what_it_answers_comes_first_and_the_latest_references_next() -> None:
    found = read(letter(In_Reply_To="<c@x>", References="<a@x> <b@x> <c@x>"))
    assert found.hints.references == ("c@x", "b@x", "a@x")


@pytest.mark.parametrize("where", ["rcpt_to", "Delivered-To", "X-Original-To", "To", "Cc"])
def test_our_reply_address_wherever_it_stands(where: str) -> None:
    named = tokens.address("help@haru.example", 31)
    found = read(letter(), rcpt_to=[named]) if where == "rcpt_to" else read(letter(**{where: f"<{named}>"}))
    assert found.hints.conversation_id == 31


def test_a_forged_reply_address_names_nothing() -> None:
    assert read(letter(To="help+c31.0123456789@haru.example")).hints.conversation_id is None


def test_our_own_mail_coming_back() -> None:
    sent = letter(From="help@haru.example", Message_ID="<a.1@haru.example>", X_Onmaru=own.mark("a.1@haru.example"))
    assert read(sent).machine == "own"
    assert read(sent.replace(b"a.1@", b"a.2@")).machine == "auto_reply", "a copied mark proves nothing"


def test_our_address_writing_to_itself_is_never_answered_by_machine() -> None:
    assert read(letter(From="contact@haru.example")).machine == "auto_reply"


@pytest.mark.parametrize("form", ["help@haru.example", "no-reply@shop-builder.example", "wordpress@haru.example"])
def test_a_contact_form_speaks_for_whom_it_wants_answered(form: str) -> None:
    found = read(letter(From=f"하루상점 <{form}>", Reply_To="박수진 <sujin_p@naver.example>"))
    assert found.sender == Party("sujin_p@naver.example", "박수진", "from")
    assert found.machine is None
    assert found.hints.subject == "", "its subject is the same for everybody"


def test_whom_to_answer_stays_beside_an_ordinary_sender() -> None:
    found = read(letter(Reply_To="office@customer.example"))
    assert found.sender.handle == "yuna@customer.example"
    assert found.parties[0] == Party("office@customer.example", "", "reply_to")


def test_a_very_long_text_is_cut_and_says_so() -> None:
    found = read(letter("가나다라 " * 60_000))
    assert len(found.text) == LONGEST_TEXT
    assert "text_cut" in found.warnings


def test_ten_thousand_recipients() -> None:
    found = read(letter(To=", ".join(f"n{number}@customer.example" for number in range(10_000)), Reply_To="boss@customer.example"))
    assert len(found.parties) == 10_001
    assert found.parties[0].role == "reply_to"


def test_attachments_are_read_from_the_mail() -> None:
    raw = letter(
        Content_Type='multipart/mixed; boundary="b"', text="--b\n\n사진\n--b\nContent-Type: image/png; name=cup.png\n\nPNG!\n--b--"
    )
    [file] = read(raw).attachments
    assert (file.name, file.content_type, b"".join(file.read()), b"".join(file.read())) == ("cup.png", "image/png", b"PNG!", b"PNG!")


def test_a_bounce_names_what_failed() -> None:
    report = (
        "--b\n\nYour mail could not be delivered.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        "Final-Recipient: rfc822; yuna@customer.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n"
        "--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <a.1@haru.example>\nSubject: Re: 문의\n--b--"
    )
    kind = 'multipart/report; report-type=delivery-status; boundary="b"'
    found = read(letter(report, From="MAILER-DAEMON@mx.example", Content_Type=kind))
    assert found.machine == "bounce"
    assert found.failure is not None
    assert (found.failure.external_id, found.failure.recipient, found.failure.permanent) == (
        "a.1@haru.example",
        "yuna@customer.example",
        True,
    )
    assert "User unknown" in found.failure.reason


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", b"   "])
def test_nothing_at_all_goes_to_the_tray(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw)


def test_what_was_set_aside_stays_aside() -> None:
    with pytest.raises(Unreadable, match="too_large"):
        read(letter(), set_aside="too_large")
