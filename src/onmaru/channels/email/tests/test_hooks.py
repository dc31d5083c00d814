"""Mail providers' calls at our hook, with the signatures they would have."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from pytest_django import Settings

from onmaru.channels import hooks
from onmaru.channels.email import tokens
from onmaru.channels.email.tests.hook_calls import basic, call, connect, received
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.limits import Rate
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel, Message
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting

MAILGUN_AT = datetime.fromtimestamp(1763700000, UTC)


# The door itself.


def test_a_wrong_address_tells_nothing(channel: Channel) -> None:
    there = connect(channel, provider="postmark", basic_user="u", basic_password="p")
    assert Client().head(there).status_code == 200
    for wrong in (
        there[:-1] + ("0" if there[-1] != "0" else "1"),
        there[:-10],
        there.replace("/email/", "/sandbox/"),
        there.replace("email/", "email/9"),
    ):
        assert call(wrong, {}).status_code == 404
        assert Client().head(wrong).status_code == 404
    Channel.objects.update(paused_at=clock.now())
    assert call(there, {}).status_code == 404


def test_what_was_not_proven_is_not_kept(channel: Channel) -> None:
    there = connect(channel, provider="mailersend", signing_key="s")
    assert call(there, {"type": "inbound.message"}, signature="00").status_code == 403
    assert Client().get(there).status_code == 405
    assert not Delivery.objects.exists()


def test_too_much_at_once(channel: Channel, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    there = connect(channel, provider="brevo", api_key="k")
    settings.MAX_BODY_BYTES = 100
    assert call(there, "x" * 101).status_code == 413
    monkeypatch.setattr(hooks, "rate", Rate(2, seconds=60))
    assert [call(there, {"items": []}).status_code for _ in range(3)] == [200, 200, 429]


# Each provider.


def mailgun(
    fields: dict[str, str], key: str = "mailgun-test-signing-key", stamp: str = "1763700000", token: str = "tok0001"
) -> dict[str, str]:
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {**fields, "timestamp": stamp, "token": token, "signature": signature}


@pytest.fixture
def at_mailgun(channel: Channel) -> str:
    return connect(channel, provider="mailgun", signing_key="mailgun-test-signing-key")


FORM = "application/x-www-form-urlencoded"


def test_mailgun_s_vector() -> None:
    assert mailgun({})["signature"] == "3dc3e55f26b2921fcf042b1a906e9cf80fc17d601ad3f349747b3815c9318614"


def test_mailgun_raw(channel: Channel, at_mailgun: str) -> None:
    fields = {"recipient": tokens.address("help@haru.example", 77), "sender": "yuna@customer.example", "body-mime": letter().decode()}
    with clock.frozen_at(MAILGUN_AT):
        assert call(at_mailgun, urlencode(mailgun(fields)), FORM).status_code == 200
        assert call(at_mailgun, urlencode(mailgun(fields)), FORM).status_code == 200, "played again"
    assert Delivery.objects.get().key == "mailgun:tok0001"
    assert received().external_id == "first@customer.example"


def test_mailgun_parsed_with_a_file(channel: Channel, at_mailgun: str) -> None:
    headers = [
        ["From", "김유나 <yuna@customer.example>"],
        ["Message-Id", "<m@customer.example>"],
        ["Subject", "파손 사진"],
        ["To", "help@haru.example"],
    ]
    fields = mailgun({"body-plain": "사진 보내요", "message-headers": json.dumps(headers), "attachment-count": "1"})
    parts = [f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    parts.append(
        '--B\r\nContent-Disposition: form-data; name="attachment-1"; filename="컵.png"\r\nContent-Type: image/png\r\n\r\nPNG!\r\n--B--\r\n'
    )
    with clock.frozen_at(MAILGUN_AT):
        assert call(at_mailgun, "".join(parts), "multipart/form-data; boundary=B").status_code == 200
    message = received()
    assert (message.subject, message.text, message.sender_name) == ("파손 사진", "사진 보내요", "김유나")
    assert [(file.name, file.size) for file in message.attachments.all()] == [("컵.png", 4)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"signature": "0" * 64},
        {"token": "another"},
        {"timestamp": "1763700001"},
        {"signature": "서명"},
    ],
)
def test_mailgun_wrong(at_mailgun: str, wrong: dict[str, str]) -> None:
    with clock.frozen_at(MAILGUN_AT):
        assert call(at_mailgun, urlencode({**mailgun({}), **wrong}), FORM).status_code == 403
        assert call(at_mailgun, "", FORM).status_code == 403
    assert call(at_mailgun, urlencode(mailgun({})), FORM).status_code == 403, "too old"


def test_mailgun_s_news_of_our_own_mail_is_nothing(at_mailgun: str) -> None:
    with clock.frozen_at(MAILGUN_AT):
        told = {"signature": mailgun({}), "event-data": {"event": "delivered"}}
        assert call(at_mailgun, told).status_code == 200
    run_waiting()
    assert Delivery.objects.get().state == "ignored"


POSTMARK = {
    "MessageID": "22c74902", "From": "kim@example.com", "FromFull": {"Email": "kim@example.com", "Name": "김"}, "To": "help@haru.example",
    "ToFull": [{"Email": "help@haru.example", "Name": ""}], "OriginalRecipient": "help+c9.x@haru.example", "Subject": "Re: 환불",
    "Date": "Sat, 21 Nov 2026 09:00:00 +0900", "TextBody": "언제 환불되나요?", "HtmlBody": "<p>언제 환불되나요?</p>",
    "Headers": [{"Name": "Message-ID", "Value": "<a@b>"}, {"Name": "In-Reply-To", "Value": "<c@shop.kr>"}],
    "Attachments": [{"Name": "영수증.pdf", "ContentType": "application/pdf", "Content": "JVBERi0=", "ContentID": ""}],
}  # fmt: skip


def test_postmark(channel: Channel) -> None:
    there = connect(channel, provider="postmark", basic_user="하루", basic_password="secret")
    assert call(there, POSTMARK).status_code == 401
    assert call(there, POSTMARK, authorization=basic("하루", "wrong")).status_code == 401
    assert call(there, POSTMARK, authorization=basic("하루", "secret")).status_code == 200
    assert "secret" not in json.dumps(Delivery.objects.get().meta)
    message = received()
    assert (message.sender_handle, message.subject, message.text) == ("kim@example.com", "Re: 환불", "언제 환불되나요?")
    assert message.external_id == "a@b"
    assert [file.name for file in message.attachments.all()] == ["영수증.pdf"]


def test_postmark_raw(channel: Channel) -> None:
    there = connect(channel, provider="postmark", basic_user="u", basic_password="p")
    raw = {**POSTMARK, "RawEmail": letter().decode(), "OriginalRecipient": tokens.address("help@haru.example", 1)}
    assert call(there, raw, authorization=basic("u", "p")).status_code == 200
    assert received().external_id == "first@customer.example"


def test_mailersend(channel: Channel) -> None:
    there = connect(channel, provider="mailersend", signing_key="mailersend-test-secret")
    vector = '{"type":"inbound.message"}'
    right = "f977780659cc323bd7ec37d2f4c5b99922410a016e53104b8d7b4c488151e7f4"
    assert call(there, vector, signature=right).status_code == 200
    assert call(there, vector + " ", signature=right).status_code == 403
    Delivery.objects.all().delete()
    body = json.dumps(
        {
            "type": "inbound.message",
            "data": {"id": "1", "raw": letter().decode(), "recipients": {"rcptTo": [{"email": "help@haru.example"}]}},
        }
    )
    signature = hmac.new(b"mailersend-test-secret", body.encode(), hashlib.sha256).hexdigest()
    assert call(there, body, signature=signature).status_code == 200
    assert received().external_id == "first@customer.example"


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "subject", "files"),
    [
        ("default_data", "Inbound Parse Test Data", 0),
        ("raw_data", "Inbound Parse Test Raw Data", 0),
        ("raw_data_with_attachments", "Inbound Parse Test Raw Data with Attachment", 1),
    ],
)
def test_sendgrid_s_samples(channel: Channel, corpus: Path, name: str, subject: str, files: int) -> None:
    there = connect(channel, provider="sendgrid", basic_user="u", basic_password="p")
    [sample] = corpus.glob(f"hook_sendgrid/**/{name}.txt")
    kind = "multipart/form-data; boundary=xYzZY"
    assert call(there, sample.read_bytes(), kind).status_code == 403
    assert call(there, sample.read_bytes(), kind, authorization=basic("u", "p")).status_code == 200
    run_waiting()
    [message] = Message.objects.filter(direction="in")
    assert (message.sender_handle, message.text.strip()) == ("test@example.com", "Hello Twilio SendGrid!")
    assert message.subject == subject
    assert message.attachments.count() == files


def test_sendgrid_in_korean_charsets(channel: Channel) -> None:
    there = connect(channel, provider="sendgrid")
    fields = {
        "headers": b"From: yuna@customer.example\r\nMessage-ID: <m@customer.example>\r\nSubject: =?euc-kr?B?udmy3w==?=\r\n",
        "charsets": b'{"text":"euc-kr"}',
        "text": "똠방각하 말고 안녕하세요".encode("cp949", "ignore"),
        "envelope": b'{"to":["help@haru.example"],"from":"yuna@customer.example"}',
    }
    body = b"".join(
        b'--B\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (name.encode(), value) for name, value in fields.items()
    )
    assert call(there, body + b"--B--\r\n", "multipart/form-data; boundary=B").status_code == 200
    assert "안녕하세요" in received().text


def test_sendgrid_signed(channel: Channel) -> None:
    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    there = connect(channel, provider="sendgrid", signing_key=base64.b64encode(public).decode())
    signature = base64.b64encode(private.sign(b"1600112502[]", ec.ECDSA(hashes.SHA256()))).decode()
    name, at = "x_twilio_email_event_webhook_signature", "x_twilio_email_event_webhook_timestamp"
    assert call(there, "[]", **{name: signature, at: "1600112502"}).status_code == 200
    assert call(there, "[ ]", **{name: signature, at: "1600112502"}).status_code == 403
    assert call(there, "[]").status_code == 403


def test_a_form_nobody_can_read_waits_in_the_tray(channel: Channel) -> None:
    there = connect(channel, provider="sendgrid")
    assert call(there, b"\xff\xfe nonsense", "multipart/form-data; boundary=B").status_code == 200
    run_waiting()
    assert Delivery.objects.get().state == "tray"
