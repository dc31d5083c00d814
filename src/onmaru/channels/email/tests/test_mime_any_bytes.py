import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmaru.channels.email import mime
from onmaru.channels.email.mime import parse
from onmaru.channels.email.mime.words import words
from onmaru.channels.email.tests.mime_letters import mail, multipart, part

KEYS = words(
    "message_id in_reply_to references date from reply_to to cc subject text reply quoted signature html attachments"
    " machine bounce warnings"
)

PIECES = [
    b"From: a@b.c\r\n",
    b"Content-Type: multipart/mixed; boundary=e\r\n",
    b"Content-Type: multipart/alternative; boundary=f\r\n",
    b"Content-Type: text/html; charset=euc-kr\r\n",
    b"Content-Type: text/plain; format=flowed; charset=iso-2022-kr\r\n",
    b"Content-Type: message/rfc822\r\n",
    b"Content-Type: message/delivery-status\r\n",
    b"Content-Type: application/ms-tnef; name=winmail.dat\r\n",
    b"Content-Type: application/pkcs7-mime\r\n",
    b"Content-Type: text/calendar\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Transfer-Encoding: quoted-printable\r\n",
    b"Content-Transfer-Encoding: x-uuencode\r\n",
    b"Content-Disposition: attachment; filename*0*=utf-8''%ED%99; filename*1=x\r\n",
    b"Subject: =?euc-kr?B?sMs=?= =?utf-8?Q?=ED?=\r\n",
    b"Date: Tue, 3 Nov 2026 15:12:00 +0900\r\n",
    b"Return-Path: <>\r\n",
    b"\r\n",
    b"\r\n--e\r\n",
    b"\r\n--e--\r\n",
    b"\r\n--f\r\n",
    b"\x78\x9f\x3e\x22",
    b"begin 644 a\r\n#AAAA\r\nend\r\n",
    b"BEGIN:VEVENT\r\nDTSTART;TZID=../../x:20261399T996699\r\n",
    b"<div class=gmail_quote><blockquote>",
    b"On 3 Nov 2026, A wrote:\r\n> x\r\n",
    b"Final-Recipient: rfc822;a@b.c\r\nAction: failed\r\nStatus: 5.1.1\r\n",
    "안녕하세요\0\x1b$)C".encode("cp949"),
    b"=?utf-8?B?",
    b"\x00\xff\xfe",
]


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    return [text for each in value for text in texts(each)] if isinstance(value, list) else []


def is_sound(raw: bytes) -> None:
    found = parse(raw)
    assert not [warning for warning in found.warnings if warning.startswith("not_understood")]
    shown = found.to_json()
    assert set(shown) >= KEYS
    json.loads(json.dumps(shown, ensure_ascii=False).encode("utf-8"))
    assert not any("\0" in text for text in texts(shown))
    said = {line.strip() for text in (found.reply, found.quoted, found.signature) for line in text.split("\n")}
    assert {line.strip() for line in found.text.split("\n")} - {""} <= said


@given(st.binary(max_size=2000))
def test_random_bytes(raw: bytes) -> None:
    is_sound(raw)


@settings(max_examples=400)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=30)), max_size=25))
def test_pieces_of_mails_in_any_order(pieces: list[bytes]) -> None:
    is_sound(b"".join(pieces))


@given(st.data())
def test_truncated_mails(data: st.DataObject) -> None:
    whole = multipart(
        "mixed",
        part("text/plain; charset=utf-8", "안녕하세요\n\n2026년 11월 3일 (화) 오후 3:12, 하루 <a@b.c>님이 작성:\n> 네"),
        part("text/html", "<p>안녕 <img src=cid:a></p>"),
        part("image/png; name*=utf-8''%ED%99%8D.png", "iVBORw0K", Content_Transfer_Encoding="base64"),
    )
    is_sound(whole[: data.draw(st.integers(0, len(whole)))])


def test_a_failure_of_our_own_is_still_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(mime, "read_tree", fail)
    found = parse(mail("본문"))
    assert found.warnings == ("not_understood: RuntimeError",)
    assert "본문" in found.text


def test_understanding_needs_no_django() -> None:
    asked = "import sys, onmaru.channels.email.mime, onmaru.channels.email.command; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
