"""Amazon's notifications: what it signed for our topic, and nothing else."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from onmaru.channels.adapter import Incomplete, Payload, Refused
from onmaru.channels.calls import Call
from onmaru.channels.email.esp import sns
from onmaru.channels.email.esp.mails import mails_of
from onmaru.channels.email.settings import Esp
from onmaru.channels.email.tests.letters import letter
from onmaru.kit import clock, http

TOPIC = "arn:aws:sns:ap-northeast-2:123456789012:haru-mail"
CERTIFICATE = "https://sns.ap-northeast-2.amazonaws.com/SimpleNotificationService-abc.pem"
ESP = Esp(provider="ses", topic_arn=TOPIC)
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def pem(days: int = 30) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sns.amazonaws.com")])
    now = clock.now()
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(KEY.public_key()).serial_number(1)
    made = made.not_valid_before(now - timedelta(days=60)).not_valid_after(now + timedelta(days=days))
    return made.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was fetched from Amazon, which gives its certificate for every address."""
    asked: list[str] = []

    def get(url: str, **_: object) -> http.Response:
        asked.append(url)
        return http.Response(200, {}, pem(), url)

    sns._fetched.cache_clear()
    monkeypatch.setattr(sns.http, "get", get)
    return asked


def notification(message: str = "{}", version: str = "2", **changed: Any) -> dict[str, Any]:
    told = {
        "Type": "Notification",
        "MessageId": "22b80b92",
        "TopicArn": TOPIC,
        "Subject": "Amazon SES Email Receipt Notification",
        "Message": message,
        "Timestamp": "2026-11-22T01:00:00.000Z",
        "SignatureVersion": version,
        "SigningCertURL": CERTIFICATE,
        **changed,
    }
    told = {name: value for name, value in told.items() if value is not None}
    digest = sns.HASHES[version]()
    told.setdefault("Signature", base64.b64encode(KEY.sign(sns.signed_text(told, told["Type"]), padding.PKCS1v15(), digest)).decode())
    return told


def prove(told: dict[str, Any]) -> Any:
    return sns.prove(Call("POST", {}, json.dumps(told).encode()), ESP)


@pytest.mark.parametrize("version", ["1", "2"])
@pytest.mark.parametrize("subject", ["Amazon SES Email Receipt Notification", None])
def test_signed_by_amazon(fetched: list[str], version: str, subject: str | None) -> None:
    answer = prove(notification(version=version, Subject=subject))
    assert (answer.keep, answer.key) == (True, "sns:22b80b92")
    prove(notification(version=version))
    assert fetched == [CERTIFICATE], "the certificate is fetched once"


@pytest.mark.parametrize(
    "forged",
    [
        {**notification(), "Message": "another"},
        {**notification(), "Signature": base64.b64encode(b"x" * 256).decode()},
        {**notification(), "Signature": "not base64!"},
        {**notification(), "SignatureVersion": "3"},
        notification(TopicArn="arn:aws:sns:ap-northeast-2:999999999999:somebody-else"),
        notification(SigningCertURL="https://sns.ap-northeast-2.amazonaws.com.evil.example/x.pem"),
        notification(SigningCertURL="https://evil.example/sns.ap-northeast-2.amazonaws.com/x.pem"),
        notification(SigningCertURL="http://sns.ap-northeast-2.amazonaws.com/x.pem"),
        notification(SigningCertURL="https://user@sns.ap-northeast-2.amazonaws.com/x.pem"),
        notification(SigningCertURL="https://sns.ap-northeast-2.amazonaws.com/?x.html"),
        notification(SigningCertURL="https://s3.ap-northeast-2.amazonaws.com/bucket/x.pem"),
        {"Type": "Notification"},
        {},
    ],
)
def test_not_signed_by_amazon_for_us(fetched: list[str], forged: dict[str, Any]) -> None:
    with pytest.raises(Refused) as refusal:
        prove(forged)
    assert refusal.value.status == 403


def test_a_certificate_that_ended(fetched: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sns.http, "get", lambda url, **_: http.Response(200, {}, pem(days=-1), url))
    with pytest.raises(Refused):
        prove(notification())


def test_when_its_certificate_cannot_be_had_amazon_comes_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(url: str, **_: object) -> http.Response:
        raise http.Unreachable("no way")

    sns._fetched.cache_clear()
    monkeypatch.setattr(sns.http, "get", away)
    with pytest.raises(Refused) as refusal:
        prove(notification())
    assert refusal.value.status == 503


def test_a_subscription_to_our_topic_is_confirmed(fetched: list[str]) -> None:
    confirm = "https://sns.ap-northeast-2.amazonaws.com/?Action=ConfirmSubscription&Token=2336"
    answer = prove(notification("You have chosen", Type="SubscriptionConfirmation", Subject=None, Token="2336", SubscribeURL=confirm))
    assert not answer.keep
    assert fetched == [CERTIFICATE, confirm]


def test_a_confirmation_elsewhere_is_not_called(fetched: list[str]) -> None:
    with pytest.raises(Refused):
        prove(notification("x", Type="SubscriptionConfirmation", Subject=None, Token="1", SubscribeURL="https://169.254.169.254/"))
    assert fetched == [CERTIFICATE]


def test_the_mails_in_a_notification() -> None:
    receipt = {"recipients": ["help@haru.example"], "action": {"type": "SNS", "encoding": "BASE64"}}
    told = {"notificationType": "Received", "mail": {"source": "yuna@customer.example"}, "receipt": receipt}
    content = base64.b64encode(letter()).decode()

    def mails(**changed: Any) -> list[Any]:
        return mails_of("ses", Payload(json.dumps(notification(json.dumps({**told, **changed}))).encode(), "hook"))

    assert mails(content=content) == [(letter(), {"mail_from": "yuna@customer.example", "rcpt_to": ["help@haru.example"]})]
    assert mails(content=letter().decode(), receipt={**receipt, "action": {"type": "SNS", "encoding": "UTF8"}})[0][0] == letter()
    assert mails(notificationType="Delivery") == []
    with pytest.raises(Incomplete):
        mails(receipt={**receipt, "action": {"type": "S3", "bucketName": "b", "objectKey": "k"}})
    assert mails_of("ses", Payload(json.dumps(notification("Successfully validated SNS topic.")).encode(), "hook")) == []
