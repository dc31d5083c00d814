"""The mails of a storm: many customers, each with one thread, so that what belongs together is known."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from email.utils import formatdate

SHOP = "help@haru.example"
MAILS_A_THREAD = 3
_TEXTS = (
    "주문한 지 일주일이 지났는데 아직 배송 준비중이에요. 언제 출고되나요?",
    "사이즈가 작아서 한 치수 큰 걸로 교환하고 싶어요.\r\n\r\n가능할까요?",
    "결제가 두 번 된 것 같습니다. 카드 내역을 첨부할게요.",
    "The parcel arrived damaged. What should I do?",
)


@dataclass(frozen=True)
class Letter:
    """One mail: who writes, its Message-ID without brackets, and its bytes."""

    writer: str
    message_id: str
    raw: bytes


def letters(count: int) -> list[Letter]:
    return [_letter(number) for number in range(count)]


def _letter(number: int) -> Letter:
    thread, turn = divmod(number, MAILS_A_THREAD)
    writer = f"storm{thread}@customer.example"
    message_id = f"storm-{thread}-{turn}@customer.example"
    subject = base64.b64encode(f"{'Re: ' if turn else ''}주문 {20261100 + thread} 배송 문의".encode()).decode()
    earlier = "".join(f" <storm-{thread}-{before}@customer.example>" for before in range(turn))
    head = [
        f"From: =?utf-8?B?{base64.b64encode(f'고객{thread}'.encode()).decode()}?= <{writer}>",
        f"To: {SHOP}",
        f"Subject: =?utf-8?B?{subject}?=",
        f"Message-ID: <{message_id}>",
        f"Date: {formatdate()}",
        *([f"In-Reply-To: <storm-{thread}-{turn - 1}@customer.example>", f"References:{earlier}"] if turn else []),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
    ]
    body = base64.encodebytes(f"{number}번째: {_TEXTS[number % len(_TEXTS)]}\r\n".encode()).replace(b"\n", b"\r\n")
    return Letter(writer, message_id, "\r\n".join(head).encode() + b"\r\n\r\n" + body)
