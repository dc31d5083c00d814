"""The mails in what a provider posted: the raw mail where it gives one, else put together from its parts by anymail. Pure."""

import base64
import json
from collections.abc import Callable, Mapping
from email import policy
from email.message import EmailMessage
from types import SimpleNamespace
from typing import Any, TypeVar

from anymail.inbound import AnymailInboundMessage
from anymail.webhooks.mailgun import MailgunInboundWebhookView
from anymail.webhooks.postmark import PostmarkInboundWebhookView
from anymail.webhooks.sendgrid import SendGridInboundWebhookView
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from onmaru.channels.adapter import Incomplete, Payload, Unreadable
from onmaru.channels.email.esp.form import fields, files
from onmaru.channels.email.mime.charset import decode

Mail = tuple[bytes, Mapping[str, Any]]
View = TypeVar("View")
# One long line for each header: the parser on the other side is ours, and folding is where the standard library stumbles.
_AS_IS = policy.default.clone(max_line_length=0, cte_type="8bit", utf8=True)


def mails_of(provider: str, payload: Payload) -> list[Mail]:
    try:
        return _READERS[provider](payload)
    except (Incomplete, Unreadable):
        raise
    except Exception as error:
        # Providers change what they send; the words of a mail do not belong into the reason.
        raise Unreadable(f"provider_payload: {type(error).__name__}") from error


def raw_of(message: EmailMessage) -> bytes:
    return message.as_bytes(policy=_AS_IS)


def _mailgun(payload: Payload) -> list[Mail]:
    kind = _content_type(payload)
    if kind.startswith("application/json"):
        # What became of mail that we sent.
        return []
    form = fields(kind, payload.raw)
    if "message-url" in form and "body-mime" not in form and "message-headers" not in form:
        raise Incomplete
    envelope = _envelope(_text(form, "sender"), _text(form, "recipient").split(","))
    if "body-mime" in form:
        return [(form["body-mime"], envelope)]
    return [(raw_of(_view(MailgunInboundWebhookView).message_from_mailgun_parsed(_request(payload))), envelope)]


def _sendgrid(payload: Payload) -> list[Mail]:
    kind = _content_type(payload)
    if kind.startswith("application/json"):
        return []
    form = fields(kind, payload.raw)
    told = json.loads(_text(form, "envelope") or "{}")
    envelope = _envelope(told.get("from", ""), told.get("to", []))
    if "email" in form:
        return [(form["email"], envelope)]
    return [(raw_of(_view(SendGridInboundWebhookView).message_from_sendgrid_parsed(_request(payload))), envelope)]


def _postmark(payload: Payload) -> list[Mail]:
    told = json.loads(payload.raw)
    if told.get("RecordType", "Inbound") != "Inbound":
        return []
    envelope = _envelope("", [told.get("OriginalRecipient", "")])
    if told.get("RawEmail"):
        return [(told["RawEmail"].encode("utf-8", "surrogateescape"), envelope)]
    return [(raw_of(_view(PostmarkInboundWebhookView).esp_to_anymail_event(told).message), envelope)]


def _ses(payload: Payload) -> list[Mail]:
    try:
        told = json.loads(json.loads(payload.raw)["Message"])
    except ValueError:
        # "Successfully validated SNS topic for Amazon SES event publishing."
        return []
    if told.get("notificationType") != "Received":
        return []
    receipt = told.get("receipt", {})
    action = receipt.get("action", {})
    if action.get("type") == "S3":
        raise Incomplete
    content = told["content"].encode()
    raw = base64.b64decode(content) if action.get("encoding") == "BASE64" else content
    return [(raw, _envelope(told.get("mail", {}).get("source", ""), receipt.get("recipients", [])))]


def _mailersend(payload: Payload) -> list[Mail]:
    told = json.loads(payload.raw)
    if told.get("type") != "inbound.message":
        return []
    data = told["data"]
    recipients = [one["email"] for one in data.get("recipients", {}).get("rcptTo", [])]
    return [(data["raw"].encode("utf-8", "surrogateescape"), _envelope(data.get("sender", {}).get("email", ""), recipients))]


def _resend(payload: Payload) -> list[Mail]:
    if json.loads(payload.raw).get("type") != "email.received":
        return []
    raise Incomplete


def _brevo(payload: Payload) -> list[Mail]:
    items = json.loads(payload.raw).get("items", [])
    if any(item.get("Attachments") for item in items):
        raise Incomplete
    return [brevo_mail(item, []) for item in items]


def brevo_mail(item: dict[str, Any], attachments: list[AnymailInboundMessage]) -> Mail:
    headers = [(name, value) for name, given in item.get("Headers", {}).items() for value in ([given] if isinstance(given, str) else given)]
    message = AnymailInboundMessage.construct(
        headers=headers, text=item.get("RawTextBody"), html=item.get("RawHtmlBody"), attachments=attachments
    )
    return raw_of(message), _envelope("", [one.get("Address", "") for one in item.get("Recipients", []) if isinstance(one, dict)])


_READERS: dict[str, Callable[[Payload], list[Mail]]] = {
    "mailgun": _mailgun,
    "sendgrid": _sendgrid,
    "postmark": _postmark,
    "ses": _ses,
    "mailersend": _mailersend,
    "resend": _resend,
    "brevo": _brevo,
}


class _Posted(MultiValueDict[str, str]):
    encoding = "utf-8"


def _request(payload: Payload) -> Any:
    """What anymail looks at in a request, from a kept one."""
    kind = _content_type(payload)
    uploads = {
        name: SimpleUploadedFile(file.name or name, file.content, file.content_type) for name, file in files(kind, payload.raw).items()
    }
    given = fields(kind, payload.raw)
    # SendGrid tells in which charset each field came. We decode them as we do mails', and it is not asked again.
    charsets = json.loads(_text(given, "charsets") or "{}")
    given.pop("charsets", None)
    posted = _Posted({name: [decode(value, charsets.get(name) or "utf-8")[0]] for name, value in given.items()})
    return SimpleNamespace(POST=posted, FILES=uploads, body=payload.raw, META={"CONTENT_TYPE": kind}, content_type=kind)


def _view(view: type[View]) -> View:
    # Without its __init__, which wants settings of the whole deployment; what we use of it looks at the message only.
    return view.__new__(view)


def _content_type(payload: Payload) -> str:
    return payload.meta.get("headers", {}).get("content-type", "")


def _text(form: dict[str, bytes], name: str) -> str:
    return form.get(name, b"").decode("utf-8", "replace").strip()


def _envelope(sender: str, recipients: list[str]) -> dict[str, Any]:
    return {"mail_from": sender, "rcpt_to": [one.strip() for one in recipients if one and one.strip()]}
