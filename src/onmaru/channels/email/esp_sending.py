"""Sending by a mail provider's API, through django-anymail."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formataddr, parsedate_to_datetime
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from onmaru.channels.email.compose import Sender
from onmaru.channels.email.compose.addresses import deliverable
from onmaru.channels.email.compose.headers import clean
from onmaru.channels.email.compose.letter import from_name, known_references, subject, texts
from onmaru.channels.email.compose.parts import short_name
from onmaru.channels.email.settings import Esp
from onmaru.inbox.outbound import Outbound, OutboundAttachment, Permanent, Receipt, Temporary, Unknown
from onmaru.kit.addresses import PrivateAddress, guard

SECONDS = 60
# What each backend calls its secret.
_KEYS = {"postmark": "server_token", "mailersend": "api_token"}
# Two calls with one key are one mail there, so a lost answer is no doubt: the same call again tells.
_REMEMBERS_KEYS = {"resend": "Idempotency-Key"}


def send(outbound: Outbound, sender: Sender, esp: Esp, handing_over: Callable[[], bool]) -> Receipt:
    """Send one message, in the phases that `Adapter.send` promises."""
    backend = _backend(esp)
    post = backend.post_to_esp

    def hand_over(payload: Any, message: Any) -> Any:
        if esp.provider in _REMEMBERS_KEYS:
            payload.headers[_REMEMBERS_KEYS[esp.provider]] = outbound.external_id
        # Everything that can be wrong with the message itself was found while the payload was made.
        if not handing_over():
            raise Temporary("the claim was lost")
        return post(payload, message)

    backend.post_to_esp = hand_over
    mail: Any = message_of(outbound, sender)
    try:
        backend.send_messages([mail])
    except AnymailRecipientsRefused as refused:
        raise Permanent(_("The mail provider refuses to send to these recipients.")) from refused
    except AnymailAPIError as fault:
        raise _meaning(fault, esp.provider) from fault
    except AnymailError as impossible:
        raise Permanent(_explained(_("The mail provider cannot send this mail."), _said(str(impossible)))) from impossible
    refused = [(address, one.status) for address, one in mail.anymail_status.recipients.items() if one.status in {"invalid", "rejected"}]
    return Receipt(external_id=_first_id(mail.anymail_status.message_id), refused=tuple(refused))


def _backend(esp: Esp) -> Any:
    module = import_module(f"anymail.backends.{'amazon_ses' if esp.provider == 'ses' else esp.provider}")
    if esp.provider == "ses":
        key, _colon, secret = esp.api_key.partition(":")
        region = {"region_name": esp.domain} if esp.domain else {}
        return module.EmailBackend(client_params={"aws_access_key_id": key, "aws_secret_access_key": secret, **region})
    options: dict[str, Any] = {_KEYS.get(esp.provider, "api_key"): esp.api_key}
    if esp.api_url:
        try:
            guard(urlsplit(esp.api_url).hostname or "")
        except PrivateAddress as closed:
            raise Permanent(str(closed)) from closed
        options["api_url"] = esp.api_url
    if esp.provider == "mailgun" and esp.domain:
        options["sender_domain"] = esp.domain
    backend = module.EmailBackend(**options)
    backend.timeout = SECONDS
    return backend


def message_of(outbound: Outbound, sender: Sender) -> EmailMultiAlternatives:
    """The same words and headers as `compose` writes, in the shape that anymail takes."""
    words, page = texts(outbound, sender)
    headers = {"Message-ID": f"<{outbound.external_id}>", sender.mark[0]: sender.mark[1]}
    if references := known_references(outbound):
        headers |= {"In-Reply-To": f"<{references[-1]}>", "References": " ".join(f"<{reference}>" for reference in references)}
    if outbound.automatic:
        headers |= {"Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All", "Precedence": "auto_reply"}
    message = EmailMultiAlternatives(
        subject=subject(outbound),
        body=words,
        from_email=_written(from_name(outbound, sender), sender.address),
        to=[_written(party.name, party.handle) for party in outbound.to],
        cc=[_written(party.name, party.handle) for party in outbound.cc],
        reply_to=[_written(sender.name, sender.reply_to)],
        headers=headers,
    )
    message.attach_alternative(page, "text/html")
    for file in outbound.attachments:
        _attach(message, file, page)
    return message


def _written(name: str, address: str) -> str:
    # A lone surrogate or a control character would only fail at the provider.
    return formataddr((clean(name)[:100], deliverable(address)), charset="utf-8") if name else deliverable(address)


def _attach(message: EmailMultiAlternatives, file: OutboundAttachment, page: str) -> None:
    from email.mime.base import MIMEBase
    from email.mime.image import MIMEImage

    content = b"".join(file.read())
    if file.inline and file.cid and f"cid:{file.cid}" in page and file.content_type.startswith("image/"):
        image: MIMEBase = MIMEImage(content, _subtype=file.content_type.partition("/")[2])
        image["Content-ID"] = f"<{file.cid}>"
        image.add_header("Content-Disposition", "inline", filename=("utf-8", "", short_name(file.name)))
        message.attach(image)
    else:
        message.attach(short_name(file.name), content, file.content_type or "application/octet-stream")


def _explained(sentence: str, said: str) -> str:
    return f"{sentence} ({said})"


def _meaning(fault: AnymailAPIError, provider: str) -> Exception:
    """What a failed call says about the message."""
    status = fault.status_code
    said = _said(_answer(fault))
    if status is None:
        if isinstance(fault.__cause__, requests.ConnectTimeout) or _never_connected(fault.__cause__):
            return Temporary(_explained(_("The mail provider cannot be reached."), said))
        return _lost(provider, said)
    if status == 429:
        return Temporary(_explained(_("The mail provider asks to send more slowly."), said), retry_after=_retry_after(fault))
    if status in {408, 502, 504}:
        # A gateway that gave up waiting does not know what happened behind it.
        return _lost(provider, said)
    if status >= 500:
        return Temporary(_explained(_("The mail provider cannot take the mail at the moment."), said))
    if status in {401, 403}:
        return Permanent(
            _explained(_("The mail provider does not accept the API key. An admin can correct it in the channel’s settings."), said)
        )
    return Permanent(_explained(_("The mail provider refused the mail."), said))


def _lost(provider: str, said: str) -> Exception:
    if provider in _REMEMBERS_KEYS:
        return Temporary(_explained(_("The mail provider’s answer was lost."), said))
    return Unknown(_explained(_("The mail provider’s answer was lost, so the mail may have been sent."), said))


def _never_connected(cause: BaseException | None) -> bool:
    return isinstance(cause, requests.ConnectionError) and "NewConnectionError" in repr(cause)


def _answer(fault: AnymailAPIError) -> str:
    return f"{fault.status_code} {fault.response.text}" if fault.response is not None else type(fault.__cause__).__name__


def _said(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()[:300]


def _retry_after(fault: AnymailAPIError) -> float | None:
    told = fault.response.headers.get("Retry-After", "") if fault.response is not None else ""
    if told.isdigit():
        return float(told)
    try:
        return max(1.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()) if told else None
    except (ValueError, TypeError):
        return None


def _first_id(ids: Any) -> str:
    return str(next(iter(sorted(ids)), "")) if isinstance(ids, set) else str(ids or "")
