"""What the customer of the journey writes first, and how they read what they get."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import default
from email.utils import format_datetime, formataddr
from typing import cast

from dev.world.cast import SHOP_ADDRESS, customer
from dev.world.files import photograph
from dev.world.inquiries import RawLetter
from dev.world.mails import Mail, message_id, write
from dev.world.thread import Thread

SUBJECT = "세이지 머그컵 손잡이가 깨져서 왔어요"
_HTML = """<html><body style="font-family:돋움;font-size:13px"><p>안녕하세요. 주문번호 20261117-0001061 받았습니다.</p>
<p>그런데 상자를 열어 보니 손잡이가 깨져 있었어요.</p><p><img src="cid:mug" alt="깨진 머그컵"></p></body></html>"""


def broken_mug() -> RawLetter:
    """A mail in EUC-KR with a picture between its lines, as older programs of Korea write it."""
    mail = Mail(customer("jiho"), SUBJECT, "손잡이가 깨져 있었어요.", datetime.now(UTC))
    whole = MIMEMultipart("related")
    whole["Message-ID"] = message_id(mail)
    whole["Date"] = format_datetime(mail.at)
    whole["From"] = formataddr((mail.writer.name, mail.writer.email), "euc-kr")
    whole["To"] = SHOP_ADDRESS
    whole["Subject"] = Header(mail.subject, "euc-kr").encode()
    whole.attach(MIMEText(_HTML, "html", "euc-kr"))
    picture = MIMEImage(photograph("깨진_머그.png"), "png", name="mug.png")
    picture["Content-ID"] = "<mug>"
    picture["Content-Disposition"] = "inline"
    whole.attach(picture)
    return RawLetter(mail, whole.as_bytes())


def whose_mailbox_is_full() -> RawLetter:
    mail = Mail(customer("bora"), "교환 주소를 바꾸고 싶어요", "새 주소로 보내 주실 수 있나요?", datetime.now(UTC))
    return RawLetter(mail, write(mail, Thread()))


def read(raw: bytes) -> EmailMessage:
    return cast("EmailMessage", message_from_bytes(raw, policy=default))


def words(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body
    return body.get_content()
