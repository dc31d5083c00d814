"""Providers that only announce a mail, which is then fetched from them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from onmaru.channels.email.esp import announced
from onmaru.channels.email.tests.hook_calls import call, connect, received
from onmaru.channels.email.tests.letters import letter
from onmaru.channels.models import Delivery
from onmaru.inbox.models import Channel
from onmaru.kit import clock, http
from onmaru.kit.inline_jobs import run_waiting

RESEND_KEY = "whsec_cG9ydG9uZS10ZXN0LXNlY3JldC0wMDAx"


def svix(body: str, event: str, at: datetime) -> dict[str, str]:
    signed = hmac.new(base64.b64decode(RESEND_KEY[6:]), f"{event}.{int(at.timestamp())}.{body}".encode(), hashlib.sha256).digest()
    return {
        "svix_id": event,
        "svix_timestamp": str(int(at.timestamp())),
        "svix_signature": f"v1,AAAA v1,{base64.b64encode(signed).decode()}",
    }


def test_resend_s_vector(channel: Channel) -> None:
    """The vector of Standard Webhooks."""
    there = connect(channel, provider="resend", signing_key=RESEND_KEY, api_key="k")
    body = (
        '{"type":"Transaction.Cancelled","timestamp":"2025-11-21T04:40:00.000Z","data":{"paymentId":"pay-1","storeId":"store-1",'
        '"transactionId":"tx-1","cancellationId":"cc-1"}}'
    )
    signed = {"svix_id": "msg_0001", "svix_timestamp": "1763700000", "svix_signature": "v1,LxeXSQFMRSC5uZ2NnT+twjQDYI02Pbqx9+YY+t54yMg="}
    with clock.frozen_at(datetime.fromtimestamp(1763700010, UTC)):
        assert call(there, body, **signed).status_code == 200
        assert call(there, body, **{**signed, "svix_id": "msg_0002"}).status_code == 401
        assert call(there, body).status_code == 401
    assert call(there, body, **signed).status_code == 401, "too old"
    run_waiting()
    assert Delivery.objects.get().state == "ignored"


def test_resend_announces_and_we_fetch(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    there = connect(channel, provider="resend", signing_key=RESEND_KEY, api_key="re_key")
    body = json.dumps({"type": "email.received", "data": {"email_id": "e/1"}})
    asked: list[tuple[str, dict[str, str]]] = []
    fails = [True]

    def get(url: str, headers: dict[str, str], **_: object) -> http.Response:
        asked.append((url, headers))
        if fails.pop() if fails else False:
            raise http.Unreachable("api.resend.com: too slow")
        if "receiving" in url:
            return http.Response(200, {}, b'{"raw": {"download_url": "https://files.resend.com/x"}}', url)
        return http.Response(200, {}, letter(), url)

    monkeypatch.setattr(announced.http, "get", get)
    assert call(there, body, **svix(body, "msg_1", clock.now())).status_code == 200
    with pytest.raises(http.Unreachable):
        run_waiting()
    assert Delivery.objects.get().state == "waiting"
    from onmaru.channels.jobs import ingest

    ingest(delivery_id=Delivery.objects.get().pk)
    assert received().external_id == "first@customer.example"
    assert asked[1] == ("https://api.resend.com/emails/receiving/e%2F1", {"authorization": "Bearer re_key"})
    assert asked[2] == ("https://files.resend.com/x", {}), "the key stays with the API"
    assert json.loads(Delivery.objects.get().meta["announced"]) == json.loads(body)


def test_an_announced_mail_that_is_gone_waits_in_the_tray(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    there = connect(channel, provider="resend", signing_key=RESEND_KEY, api_key="k")
    body = json.dumps({"type": "email.received", "data": {"email_id": "1"}})
    monkeypatch.setattr(announced.http, "get", lambda url, **_: http.Response(404, {}, b"", url))
    assert call(there, body, **svix(body, "msg_1", clock.now())).status_code == 200
    run_waiting()
    assert (Delivery.objects.get().state, Delivery.objects.get().reason) == ("tray", "gone_at_the_provider")


def test_brevo(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    there = connect(channel, provider="brevo", api_key="k")
    item = {
        "Uuid": ["u-1"],
        "Headers": {
            "From": "김유나 <yuna@customer.example>",
            "Message-ID": "<m@customer.example>",
            "Subject": "재입고",
            "Received": ["a", "b"],
        },
        "RawTextBody": "재입고 되나요?",
        "Attachments": [{"Name": "캡처.png", "ContentType": "image/png", "DownloadToken": "t/1"}],
    }
    monkeypatch.setattr(announced.http, "get", lambda url, **_: http.Response(200, {}, url.encode(), url))
    assert call(there, {"items": [item]}).status_code == 200
    message = received()
    assert (message.subject, message.text) == ("재입고", "재입고 되나요?")
    assert [(file.name, file.size) for file in message.attachments.all()] == [("캡처.png", 50)]
