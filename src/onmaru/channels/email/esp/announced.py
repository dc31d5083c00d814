"""Mails that a provider only announces, fetched from it."""

import base64
import json
from typing import Any
from urllib.parse import quote, urlsplit

import boto3
from anymail.inbound import AnymailInboundMessage
from django.conf import settings as deployment

from onmaru.channels.adapter import Payload, Unreadable
from onmaru.channels.email import settings
from onmaru.channels.email.esp.form import fields
from onmaru.channels.email.esp.mails import brevo_mail, raw_of
from onmaru.channels.email.settings import Esp
from onmaru.inbox.models import Channel
from onmaru.kit import http
from onmaru.kit.storage.errors import TooLarge

SECONDS = 60.0
API = {"resend": "https://api.resend.com", "brevo": "https://api.brevo.com/v3"}


def complete(payload: Payload, channel: Channel) -> bytes:
    """The raw mail. Raises Unreadable when it will never be there, http.Unreachable when it may be later."""
    esp = settings.of(channel).esp
    if esp is None or esp.provider not in _FETCHERS:
        raise Unreadable("no_mail_provider")
    try:
        return _FETCHERS[esp.provider](payload, esp)
    except TooLarge as error:
        raise Unreadable("too_large") from error
    except (KeyError, TypeError, ValueError) as error:
        raise Unreadable(f"provider_payload: {type(error).__name__}") from error


def _resend(payload: Payload, esp: Esp) -> bytes:
    signed_in = {"authorization": f"Bearer {esp.api_key}"}
    told = _get(f"{_api(esp)}/emails/receiving/{quote(json.loads(payload.raw)['data']['email_id'], safe='')}", signed_in).json()
    if there := (told.get("raw") or {}).get("download_url"):
        return _get(there, {}).body
    message = AnymailInboundMessage.construct(
        from_email=told.get("from"),
        to=", ".join(told.get("to") or []) or None,
        cc=", ".join(told.get("cc") or []) or None,
        subject=told.get("subject"),
        headers={"Message-ID": told["message_id"]} if told.get("message_id") else {},
        text=told.get("text"),
        html=told.get("html"),
    )
    return raw_of(message)


def _brevo(payload: Payload, esp: Esp) -> bytes:
    # One call brings one mail; where there are more, each announces itself again.
    item = json.loads(payload.raw)["items"][0]
    return brevo_mail(item, [_brevo_file(esp, file) for file in item.get("Attachments", [])])[0]


def _brevo_file(esp: Esp, file: dict[str, Any]) -> AnymailInboundMessage:
    fetched = _get(f"{_api(esp)}/inbound/attachments/{quote(file['DownloadToken'], safe='')}", {"api-key": esp.api_key})
    return AnymailInboundMessage.construct_attachment(
        content_type=file.get("ContentType") or "application/octet-stream",
        content=fetched.body,
        filename=file.get("Name"),
        content_id=file.get("ContentID") or None,
    )


def _mailgun(payload: Payload, esp: Esp) -> bytes:
    """The store() action: the mail waits at an address of Mailgun's."""
    form = fields(payload.meta.get("headers", {}).get("content-type", ""), payload.raw)
    there = form["message-url"].decode()
    if not (urlsplit(there).hostname or "").endswith(".mailgun.net") and not (esp.api_url and there.startswith(esp.api_url)):
        # The API key must not be told to whatever address a form names.
        raise Unreadable("address_not_of_the_provider")
    basic = base64.b64encode(f"api:{esp.api_key}".encode()).decode()
    told = _get(there, {"authorization": f"Basic {basic}", "accept": "message/rfc2822"}).json()
    return told["body-mime"].encode("utf-8", "surrogateescape")


def _ses(payload: Payload, esp: Esp) -> bytes:
    """The S3 action. The API key is "access key:secret key"; the region is the topic's."""
    action = json.loads(json.loads(payload.raw)["Message"])["receipt"]["action"]
    access, _, secret = esp.api_key.partition(":")
    client = boto3.client(
        "s3",
        region_name=esp.topic_arn.split(":")[3],
        aws_access_key_id=access or None,
        aws_secret_access_key=secret or None,
        endpoint_url=esp.api_url or None,
    )
    found = client.get_object(Bucket=action["bucketName"], Key=action["objectKey"])
    if found["ContentLength"] > deployment.MAX_MAIL_BYTES:
        raise TooLarge(deployment.MAX_MAIL_BYTES)
    return found["Body"].read()


_FETCHERS = {"resend": _resend, "brevo": _brevo, "mailgun": _mailgun, "ses": _ses}


def _api(esp: Esp) -> str:
    return (esp.api_url or API[esp.provider]).rstrip("/")


def _get(url: str, headers: dict[str, str]) -> http.Response:
    answer = http.get(url, headers=headers, seconds=SECONDS, largest=deployment.MAX_MAIL_BYTES, redirects=3)
    if answer.status in {404, 410}:
        raise Unreadable("gone_at_the_provider")
    if not answer.ok:
        raise http.Unreachable(f"{urlsplit(url).hostname} answered {answer.status}")
    return answer
