# ruff: noqa: E501 - what a program writes is one row.
import pytest

from onmaru.channels.email.mime import ParsedMail, parse
from onmaru.channels.email.tests.mime_letters import mail, multipart, part


def understood(text: str = "안녕하세요", **headers: str) -> ParsedMail:
    return parse(mail(text, **headers))


@pytest.mark.parametrize(
    ("headers", "text", "machine"),
    [
        ({}, "안녕하세요", None),
        ({"Auto_Submitted": "no"}, "안녕하세요", None),
        ({"Subject": "부재중이라 택배를 못 받았어요"}, "다시 보내 주세요", None),
        ({"Subject": "[부재중] 경비실에 맡겨 주세요"}, "낮에는 부재중이에요", None),
        ({"Subject": "부재중 - 경비실"}, "문 앞에 놓아 주세요", None),
        ({"Subject": "[부재중] 이번 주"}, "출장으로 회신이 늦습니다", "out_of_office"),
        ({"Subject": "휴가 전에 받을 수 있을까요?"}, "휴가 중에 쓰려고 해요", None),
        ({"Subject": "Re: 자동 회신: 문의가 접수되었습니다"}, "네 알겠습니다", None),
        ({"Subject": "Re: Automatic reply: order"}, "thanks", None),
        ({"Subject": "Undelivered order"}, "My order could not be delivered, mailbox full?", None),
        ({"Subject": "반송 요청합니다"}, "상품을 반송하고 싶어요", None),
        ({"From": "noreply@forms.example", "Reply_To": "yuna@customer.example"}, "문의 양식", None),
        ({"X_Onmaru": "abc"}, "보낸 메일", "own"),
        ({"X_Onmaru": "abc", "Auto_Submitted": "auto-replied"}, "보낸 메일", "own"),
        ({"Auto_Submitted": "auto-replied"}, "접수되었습니다", "auto_reply"),
        ({"Auto_Submitted": "auto-generated"}, "접수되었습니다", "auto_reply"),
        ({"X_Autoreply": "yes"}, "접수되었습니다", "auto_reply"),
        ({"X_Auto_Response_Suppress": "All"}, "알림", "auto_reply"),
        ({"Precedence": "auto_reply"}, "알림", "auto_reply"),
        ({"Return_Path": "<>"}, "알림", "auto_reply"),
        ({"From": "no-reply@bank.example"}, "알림", "auto_reply"),
        ({"Auto_Submitted": "auto-replied"}, "저는 다음 주까지 휴가 중입니다", "out_of_office"),
        ({"Subject": "부재중: 휴가"}, "돌아와서 답하겠습니다", "out_of_office"),
        ({"Subject": "[부재중 자동응답] 출장"}, "돌아와서 답하겠습니다", "out_of_office"),
        ({"Subject": "자동 회신: 교환 문의"}, "자리에 없습니다", "out_of_office"),
        ({"Subject": "Automatic reply: Exchange"}, "I am away", "out_of_office"),
        ({"Subject": "Out of Office"}, "Back on Monday", "out_of_office"),
        ({"Subject": "Abwesenheitsnotiz: Bestellung"}, "bin im Urlaub", "out_of_office"),
        ({"X_Autoreply": "yes", "Subject": "Re: order"}, "I am on vacation until Monday", "out_of_office"),
        ({"List_Id": "<users.lists.example>"}, "안녕하세요 여러분", "mailing_list"),
        ({"Precedence": "bulk", "List_Unsubscribe": "<mailto:out@lists.example>"}, "(광고) 할인", "mailing_list"),
        ({"Precedence": "list"}, "안녕하세요 여러분", "mailing_list"),
        ({"List_Id": "<a.b>", "Auto_Submitted": "auto-generated"}, "알림", "auto_reply"),
    ],
)
def test_who_wrote_this(headers: dict[str, str], text: str, machine: str | None) -> None:
    assert understood(text, **headers).machine == machine


def test_our_own_mail_is_ours_only_when_the_mark_is() -> None:
    raw = mail("x", X_Onmaru="forged", Message_ID="<a@b>")
    seen = []
    assert parse(raw, is_own=lambda *given: bool(seen.append(given))).machine is None
    assert seen == [("<a@b>", "forged")]
    assert parse(raw, is_own=lambda *_: True).machine == "own"


def report(*groups: str, text: str = "배달하지 못했습니다.", original: str = "Message-ID: <sent@haru.example>\nSubject: x\n") -> bytes:
    return multipart(
        "report; report-type=delivery-status",
        part("text/plain; charset=utf-8", text),
        part("message/delivery-status", "Reporting-MTA: dns; mx.example\n\n" + "\n\n".join(groups)),
        part("text/rfc822-headers", original),
        From="MAILER-DAEMON@mx.example",
        Subject="Undelivered Mail Returned to Sender",
    )


def test_a_permanent_failure() -> None:
    found = parse(
        report(
            "Final-Recipient: rfc822; yuna@customer.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 No such user"
        )
    )
    assert found.machine == "bounce"
    assert found.bounce
    assert found.bounce.to_json() == {
        "recipient": "yuna@customer.example",
        "status": "5.1.1",
        "diagnostic": "550 5.1.1 No such user",
        "permanent": True,
        "original_message_id": "<sent@haru.example>",
        "original_recipient": None,
        "recipients": ["yuna@customer.example"],
    }


def test_a_temporary_failure_is_a_bounce_that_may_be_tried_again() -> None:
    found = parse(report("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 4.4.1"))
    assert (found.machine, found.bounce and found.bounce.permanent) == ("bounce", False)


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded"])
def test_reports_of_anything_but_failure(action: str) -> None:
    found = parse(report(f"Final-Recipient: rfc822; a@b.example\nAction: {action}\nStatus: 4.0.0"))
    assert (found.machine, found.bounce) == ("delivery_report", None)


def test_of_many_recipients_the_failed_ones_count() -> None:
    found = parse(
        report(
            "Final-Recipient: rfc822; fine@b.example\nAction: delivered\nStatus: 2.0.0",
            "Original-Recipient: rfc822; alias@b.example\nFinal-Recipient: rfc822; bad@b.example\nAction: failed\nStatus: 5.2.2",
        )
    )
    assert found.bounce
    assert (found.bounce.recipient, found.bounce.original_recipient) == ("bad@b.example", "alias@b.example")


def test_a_read_receipt() -> None:
    raw = multipart(
        "report; report-type=disposition-notification",
        part("text/plain", "Your mail was read."),
        part("message/disposition-notification", "Final-Recipient: rfc822; a@b.example\nDisposition: manual-action/x; displayed"),
    )
    assert parse(raw).machine == "delivery_report"


PLAIN = {
    "qmail": (
        "MAILER-DAEMON@mail.example",
        "failure notice",
        "Hi. This is the qmail-send program at mail.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\n\n"
        "<lost@customer.example>:\n192.0.2.1 does not like recipient.\nRemote host said: 550 5.1.1 User unknown\n\n"
        "--- Below this line is a copy of the message.\n\nReturn-Path: <help@haru.example>\nMessage-ID: <sent@haru.example>\n",
        "5.1.1",
        True,
    ),
    "exim": (
        "Mailer-Daemon@mx.example",
        "Mail delivery failed: returning message to sender",
        "A message that you sent could not be delivered to one or more of its recipients.\nThis is a permanent error.\n\n"
        "  lost@customer.example\n    SMTP error from remote mail server: 552 5.2.2 mailbox full\n\n"
        "------ This is a copy of the message ------\nMessage-ID: <sent@haru.example>\n",
        "5.2.2",
        True,
    ),
    "postfix": (
        "MAILER-DAEMON@mx.example",
        "Undelivered Mail Returned to Sender",
        "This is the mail system at host mx.example.\n\n<lost@customer.example>: host mx2.example[192.0.2.2] said: 450 4.2.1\n"
        "    The user is receiving mail too quickly\n\nMessage-Id: <sent@haru.example>\n",
        "4.2.1",
        False,
    ),
    "naver": (
        "mailer-daemon@portal.example",
        "[메일 발송 실패 안내] 교환 안내",
        "회원님이 보내신 메일이 다음과 같은 이유로 전송되지 못하였습니다.\n\n받는사람 : lost@customer.example\n"
        "실패사유 : 존재하지 않는 사용자입니다. (550 5.1.1 No such user)\n\nMessage-ID: <sent@haru.example>\n",
        "5.1.1",
        True,
    ),
    "daum": (
        "postmaster@portal.example",
        "메일이 반송되었습니다",
        "수신자: lost@customer.example\n반송 사유: 받는 사람의 메일 용량이 초과되었습니다.\n\nMessage-ID: <sent@haru.example>\n",
        "5.2.2",
        True,
    ),
}


@pytest.mark.parametrize("kind", PLAIN)
def test_bounces_without_a_report_part(kind: str) -> None:
    sender, subject, text, status, permanent = PLAIN[kind]
    found = understood(text, From=sender, Subject=subject, Return_Path="<>")
    assert found.machine == "bounce"
    assert found.bounce
    assert (found.bounce.recipient, found.bounce.status, found.bounce.permanent) == ("lost@customer.example", status, permanent)
    assert found.bounce.original_message_id == "<sent@haru.example>"
    assert found.bounce.diagnostic


def test_still_trying_is_no_bounce() -> None:
    text = "Delivery to the following recipient has been delayed:\n lost@customer.example\nWe will keep trying."
    assert understood(text, From="mailer-daemon@mx.example", Subject="Delivery Status Notification (Delay)").machine == "delivery_report"


def test_a_person_who_forwards_a_bounce_is_a_person() -> None:
    assert understood(PLAIN["qmail"][2], Subject="Fwd: failure notice").machine is None


def test_guards_are_told_to_the_channel() -> None:
    found = understood("x", Auto_Submitted="auto-replied; x", Precedence="Bulk", List_Id="<a.b>", Return_Path="<>").to_json()
    assert found["guards"] == {
        "auto_submitted": "auto-replied",
        "precedence": "bulk",
        "suppress": "",
        "list_id": "<a.b>",
        "list_unsubscribe": False,
        "null_return_path": True,
    }
