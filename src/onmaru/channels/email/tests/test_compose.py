"""What a customer's mail program is sent, read back by the standard library."""

import email
import email.policy
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmaru.channels.email.compose import Sender, compose
from onmaru.channels.email.compose.letter import subject
from onmaru.channels.email.mime import Address, parse
from onmaru.inbox.inbound import Party
from onmaru.inbox.outbound import Outbound, OutboundAttachment, Permanent

NOW = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)
SENDER = Sender(
    address="help@haru.example",
    name="하루상점",
    reply_to="help+c12.0123456789@haru.example",
    mark=("X-Onmaru", "0" * 32),
    zone=ZoneInfo("Asia/Seoul"),
)
REPLY = Outbound(
    message_id=7,
    conversation_id=12,
    external_id="0123abcd.12@haru.example",
    sender_name="김민지",
    to=(Party("yuna@customer.example", "최유나"),),
    cc=(),
    subject="배송이 안 와요",
    text="안녕하세요, 유나 님.\n오늘 출고했습니다.\n\nhttps://haru.example/t/1?a=b&c=d 에서 보실 수 있어요.",
    references=("first@customer.example", "second@customer.example"),
    quoted="언제 오나요?\n\n빨리요",
    quoted_by="최유나",
    quoted_at=datetime(2026, 11, 3, 6, 12, tzinfo=UTC),
    signature="김민지 드림\n하루상점",
)


def file(name: str, content: bytes, kind: str = "application/pdf", cid: str = "") -> OutboundAttachment:
    return OutboundAttachment(name, kind, len(content), lambda: [content[:5], content[5:]], inline=bool(cid), cid=cid)


def sent(outbound: Outbound, sender: Sender = SENDER) -> EmailMessage:
    content = compose(outbound, sender, NOW).content
    fits_every_server(content)
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert not [defect for part in mail.walk() for defect in part.defects]
    return mail


def fits_every_server(content: bytes) -> None:
    """7 bits, CRLF, and no line longer than RFC 5322 recommends, but for a single token that cannot be broken."""
    assert content.isascii() and b"\0" not in content
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    for line in content.split(b"\r\n"):
        assert len(line) <= 78 or b" " not in line.strip(), line


def test_the_headers_of_a_reply() -> None:
    mail = sent(replace(REPLY, cc=(Party("dad@customer.example", "최, 아빠"), Party("mom@customer.example"))))
    assert str(mail["From"]) == "김민지 · 하루상점 <help@haru.example>"
    assert str(mail["To"]) == "최유나 <yuna@customer.example>"
    assert [(str(one.addr_spec), one.display_name) for one in mail["Cc"].addresses] == [
        ("dad@customer.example", "최, 아빠"),
        ("mom@customer.example", ""),
    ]
    assert mail["Reply-To"].addresses[0].addr_spec == "help+c12.0123456789@haru.example"
    assert mail["Subject"] == "Re: 배송이 안 와요"
    assert mail["Message-ID"] == "<0123abcd.12@haru.example>"
    assert mail["In-Reply-To"] == "<second@customer.example>"
    assert mail["References"] == "<first@customer.example> <second@customer.example>"
    assert mail["Date"] == "Sun, 22 Nov 2026 12:04:05 +0900"
    assert mail["X-Onmaru"] == "0" * 32
    assert not {"Auto-Submitted", "Precedence", "X-Auto-Response-Suppress", "List-Unsubscribe", "Bcc"} & set(mail.keys())


def test_text_and_html_say_the_same() -> None:
    mail = sent(REPLY)
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")  # pyright: ignore[reportOptionalMemberAccess]
    assert text == (
        f"{REPLY.text}\n\n-- \n김민지 드림\n하루상점\n\n2026년 11월 3일 (화) 오후 3:12, 최유나 님이 작성:\n\n> 언제 오나요?\n>\n> 빨리요\n"
    )
    page = mail.get_body(("html",)).get_content()  # pyright: ignore[reportOptionalMemberAccess]
    assert '<a href="https://haru.example/t/1?a=b&amp;c=d">https://haru.example/t/1?a=b&amp;c=d</a> 에서' in page
    assert '<html lang="ko">' in page and "유나 님.<br>" in page and 'class="gmail_quote"' in page


def test_the_quote_in_english() -> None:
    mail = sent(replace(REPLY, language="en", quoted_by="Yuna Choi"))
    assert "On Tue, Nov 3, 2026 at 3:12 PM, Yuna Choi wrote:" in mail.get_body(("plain",)).get_content()  # pyright: ignore[reportOptionalMemberAccess]


def test_what_was_typed_is_no_markup() -> None:
    page = sent(replace(REPLY, text='<script>alert(1)</script> & "x"', quoted="</blockquote><b>")).get_body(("html",)).get_content()  # pyright: ignore[reportOptionalMemberAccess]
    assert "<script>" not in page and "&lt;script&gt;" in page and "&lt;/blockquote&gt;" in page


def test_an_automatic_mail_says_so_and_carries_nobody_elses_words() -> None:
    mail = sent(replace(REPLY, automatic=True, sender_name=""))
    assert str(mail["From"]) == "하루상점 <help@haru.example>"
    assert (mail["Auto-Submitted"], mail["X-Auto-Response-Suppress"], mail["Precedence"]) == ("auto-replied", "All", "auto_reply")
    assert "언제 오나요" not in mail.get_body(("plain",)).get_content()  # pyright: ignore[reportOptionalMemberAccess]


@pytest.mark.parametrize(
    ("given_subject", "answers", "expected"),
    [
        ("배송", True, "Re: 배송"),
        ("Re: RE: 답장: [외부] 배송", True, "Re: [외부] 배송"),
        ("re[3]: 배송", True, "Re: 배송"),
        ("Fwd: Re: 배송", True, "Re: Fwd: 배송".replace("배송", "Re: 배송")),
        ("환불: 언제", True, "Re: 환불: 언제"),
        ("", True, "Re: 문의하신 내용에 대한 답변입니다"),
        ("주문 안내", False, "주문 안내"),
        ("", False, "문의하신 내용에 대한 답변입니다"),
    ],
)
def test_one_re(given_subject: str, answers: bool, expected: str) -> None:
    assert subject(replace(REPLY, subject=given_subject, references=("a@b",) if answers else ())) == expected


def test_files_keep_their_korean_names_and_their_bytes() -> None:
    long = "아주 긴 이름의 거래명세서와 견적서 그리고 계약서 최종 진짜최종.hwp"
    mail = sent(replace(REPLY, attachments=(file("교환 신청서.pdf", b"%PDF-" + bytes(range(256))), file(long, b"x", "application/x-hwp"))))
    assert mail.get_content_type() == "multipart/mixed"
    first, second = mail.iter_attachments()
    assert (first.get_filename(), first.get_content_type(), first.get_content()) == (
        "교환 신청서.pdf",
        "application/pdf",
        b"%PDF-" + bytes(range(256)),
    )
    assert (second.get_filename(), second.get_content_disposition()) == (long, "attachment")


def test_a_picture_stands_in_the_text_and_one_that_does_not_is_a_file() -> None:
    here, loose = file("a.png", b"\x89PNG", "image/png", cid="one"), file("b.png", b"\x89PNG", "image/png", cid="two")
    mail = sent(replace(REPLY, html='<p>보세요 <img src="cid:one"></p>', attachments=(here, loose)))
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "image/png",
    ]  # fmt: skip
    assert [part["Content-ID"] for part in mail.walk() if part["Content-ID"]] == ["<one>", "<two>"]


def test_a_forwarded_mail_travels_as_a_plain_file() -> None:
    mail = sent(replace(REPLY, attachments=(file("원본.eml", b"Subject: a\n\nb", "message/rfc822"),)))
    [one] = mail.iter_attachments()
    assert (one.get_content_type(), one.get_content()) == ("application/octet-stream", b"Subject: a\n\nb")


def test_only_a_campaign_can_be_unsubscribed() -> None:
    mail = sent(replace(REPLY, options={"unsubscribe": "https://haru.example/u/1\r\nX-Evil: 1"}))
    assert mail["List-Unsubscribe"] == "<https://haru.example/u/1X-Evil:1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["X-Evil"] is None


def test_too_large_is_said_before_the_files_are_read() -> None:
    def unread() -> list[bytes]:
        raise AssertionError("read")

    huge = OutboundAttachment("영상.mp4", "video/mp4", 30_000_000, unread)
    with pytest.raises(Permanent, match="40"):
        compose(replace(REPLY, attachments=(huge,)), SENDER, NOW)
    with pytest.raises(Permanent):
        compose(REPLY, replace(SENDER, largest=500), NOW)


@pytest.mark.parametrize(
    "address", ["", "a", "a b@c.example", "a@b@c.example", "a@c.example\r\nRCPT TO:<x@y>", "<a@c.example>", "한글@c.example"]
)
def test_an_impossible_address_is_said(address: str) -> None:
    with pytest.raises(Permanent):
        compose(replace(REPLY, to=(Party(address),)), SENDER, NOW)


def test_a_korean_domain_is_written_in_ascii() -> None:
    assert compose(replace(REPLY, to=(Party("help@하루.한국"),)), SENDER, NOW).to == ("help@xn--2s2b133c.xn--3e0b707e",)


ANYTHING = st.text(max_size=200)


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@settings(deadline=None, max_examples=40)
@given(name=ANYTHING, title=ANYTHING, body=st.text(max_size=500), file_name=st.text(max_size=150))
def test_no_word_of_anybody_breaks_a_mail(name: str, title: str, body: str, file_name: str) -> None:
    outbound = replace(
        REPLY, sender_name=name, subject=title, text=body, signature=name, quoted_by=name, attachments=(file(file_name, b"abc"),)
    )
    mail = sent(replace(outbound, to=(Party("yuna@customer.example", name),)))
    assert list(mail.keys()) == [
        "Date", "From", "To", "Reply-To", "Subject", "Message-ID", "In-Reply-To", "References", "X-Onmaru", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert [one.addr_spec for one in mail["From"].addresses] == ["help@haru.example"]
    assert [one.addr_spec for one in mail["To"].addresses] == ["yuna@customer.example"]
    [attached] = mail.iter_attachments()
    assert attached.get_content() == b"abc"


PLAIN = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="\\"), min_size=1, max_size=60)


@settings(deadline=None, max_examples=40)
@given(name=PLAIN, title=PLAIN, file_name=PLAIN)
def test_names_come_back_as_they_were(name: str, title: str, file_name: str) -> None:
    outbound = replace(
        REPLY, to=(Party("yuna@customer.example", name),), subject=f"문의 {title}", attachments=(file(f"가{file_name}.pdf", b"abc"),)
    )
    mail = sent(outbound)
    # Not by the new parser: it puts a space between two encoded words of one name.
    old = email.message_from_bytes(compose(outbound, SENDER, NOW).content)
    assert str(make_header(decode_header(parseaddr(old["To"])[0]))) == name
    assert mail["Subject"] == f"Re: 문의 {title}"
    [attached] = mail.iter_attachments()
    assert attached.get_filename() == f"가{file_name}.pdf".replace("/", "_").replace('"', "'")


@settings(deadline=None, max_examples=40)
@given(name=PLAIN, title=PLAIN, file_name=PLAIN)
def test_names_come_back_by_our_own_parser(name: str, title: str, file_name: str) -> None:
    outbound = replace(
        REPLY, to=(Party("yuna@customer.example", name),), subject=f"문의 {title}", attachments=(file(f"가{file_name}.pdf", b"abc"),)
    )
    mail = parse(compose(outbound, SENDER, NOW).content)
    assert mail.to[0] == Address("yuna@customer.example", unicodedata.normalize("NFC", name))
    assert mail.subject == unicodedata.normalize("NFC", f"Re: 문의 {title}")
    assert mail.reply == REPLY.text
    [attached] = mail.attachments
    assert attached.content == b"abc"
    assert attached.name.startswith("가") and attached.name.endswith(".pdf")
    assert not [warning for warning in mail.warnings if "remote" not in warning]
