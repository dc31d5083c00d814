"""Reads a mail back with the standard library alone, as a stranger to how it was written."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast


def read(raw: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(raw, policy=default))


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    # The standard library takes the label KS C 5601 for EUC-KR; Windows means CP949 by it.
    raw = cast("bytes", body.get_payload(decode=True))
    charset = str(body.get_param("charset"))
    return raw.decode("cp949" if charset == "ks_c_5601-1987" else charset).replace("\r\n", "\n")


def addresses(mail: EmailMessage, *headers: str) -> list[str]:
    return [each.addr_spec for header in headers if mail[header] for each in mail[header].addresses]
