from __future__ import annotations

import random
from datetime import datetime, timedelta

from dev.world.answers import Correspondent
from dev.world.inquiries import letters
from dev.world.tests.read import addresses, read, text_of
from dev.world.when import SEOUL

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=SEOUL)
REPLY = (
    "From: =?utf-8?b?6rmA66+87KeA?= <help@haru.example>\r\nReply-To: help+c7.abc@haru.example\r\n"
    "To: someone@naver.example\r\nSubject: Re: hello\r\nMessage-ID: <reply@haru.example>\r\n"
    "Date: Wed, 25 Nov 2026 15:40:00 +0900\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n곧 보내 드릴게요.\r\n"
).encode()
ACKNOWLEDGEMENT = b"Auto-Submitted: auto-replied\r\n" + REPLY


def test_a_person_is_answered_and_a_machine_is_not() -> None:
    first = next(letters(3, lambda: NOW))
    customer = Correspondent(first)
    assert not customer.hears([])
    assert not customer.hears([ACKNOWLEDGEMENT])
    assert customer.hears([ACKNOWLEDGEMENT, REPLY])
    assert not customer.hears([ACKNOWLEDGEMENT, REPLY])

    answer = customer.answers(random.Random(1), NOW + timedelta(minutes=20))
    mail = read(answer.raw)
    assert mail["In-Reply-To"] == "<reply@haru.example>"
    assert addresses(mail, "To") == ["help+c7.abc@haru.example"]
    assert addresses(mail, "From") == [first.mail.writer.email]
    assert "곧 보내 드릴게요." in text_of(mail)
