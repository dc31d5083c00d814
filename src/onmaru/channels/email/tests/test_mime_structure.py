# ruff: noqa: E501 - what a program writes is one row.
import base64
import binascii
import hashlib

import pytest

from onmaru.channels.email.mime import parse
from onmaru.channels.email.tests.mime_letters import mail, multipart, part

TEXT = part("text/plain; charset=utf-8", "본문입니다")
HTML = part("text/html; charset=utf-8", "<p>본문<b>입니다</b></p>")


def names(raw: bytes) -> list[str]:
    return [file.name for file in parse(raw).attachments]


def attached(disposition: str, content_type: str = "application/pdf") -> bytes:
    return multipart("mixed", TEXT, part(content_type, b"%PDF-1.4", Content_Disposition=disposition))


def test_every_fact_of_an_ordinary_mail() -> None:
    found = parse(
        mail(
            "안녕하세요",
            To='"도움, 센터" <help@haru.example>, Lee <lee@haru.example>',
            Cc="park@haru.example",
            Reply_To="yuna@other.example",
            In_Reply_To="<b@haru.example>",
            References="<a@haru.example>\r\n <b@haru.example>",
            Delivered_To="help@haru.example",
            Return_Path="<yuna@customer.example>",
        )
    ).to_json()
    assert found["from"] == {"name": "김유나", "address": "yuna@customer.example"}
    assert [each["name"] for each in found["to"]] == ["도움, 센터", "Lee"]
    assert found["cc"][0]["address"] == "park@haru.example"
    assert found["reply_to"][0]["address"] == "yuna@other.example"
    assert found["references"] == ["<a@haru.example>", "<b@haru.example>"]
    assert (found["in_reply_to"], found["message_id"]) == ("<b@haru.example>", "<first@customer.example>")
    assert (found["date"], found["text"], found["reply"]) == ("2026-11-03T06:12:00Z", "안녕하세요", "안녕하세요")
    assert (found["delivered_to"], found["return_path"]) == (["help@haru.example"], "yuna@customer.example")
    assert (found["machine"], found["bounce"], found["warnings"], found["html"]) == (None, None, [], "")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Tue, 3 Nov 2026 15:12:00 +0900 (KST)", "2026-11-03T06:12:00Z"),
        ("Tue, 3 Nov 2026 15:12:00 KST", "2026-11-03T06:12:00Z"),
        ("3 Nov 2026 06:12", "2026-11-03T06:12:00Z"),
        ("2026-11-03T15:12:00+09:00", "2026-11-03T06:12:00Z"),
        ("2026년 11월 3일 (화) 오후 3:12", "2026-11-03T06:12:00Z"),
        ("Tue, 99 Nov 2026 99:99:99 +9999", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(value: str, expected: str | None) -> None:
    assert parse(mail(Date=value)).to_json()["date"] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a@b.example", [("", "a@b.example")]),
        ("a@b.example (김 유나)", [("김 유나", "a@b.example")]),
        ("A <a@b.example>; B <b@b.example>", [("A", "a@b.example"), ("B", "b@b.example")]),
        ("A <a@b.example> B <b@b.example>", [("A", "a@b.example"), ("B", "b@b.example")]),
        ("team: a@b.example, b@b.example;", [("", "a@b.example"), ("", "b@b.example")]),
        ("undisclosed-recipients:;", []),
        ('"unclosed <a@b.example>', [("unclosed", "a@b.example")]),
        ("김유나<a@b.example>", [("김유나", "a@b.example")]),
        ('"=?utf-8?B?7ZmN6ri464+Z?=" <a@b.example>', [("홍길동", "a@b.example")]),
        ("=?utf-8?B?7ZmN6ri464+ZIDxhQGIuZXhhbXBsZT4=?=", [("홍길동", "a@b.example")]),
        ('"quoted \\"name\\"" <a@b.example>', [('quoted "name"', "a@b.example")]),
        ("<mailto:a@b.example>", [("", "a@b.example")]),
    ],
)
def test_addresses(value: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.name, each.address) for each in parse(mail(To=value)).to] == expected


def test_ten_thousand_recipients() -> None:
    assert len(parse(mail(Cc=",\r\n ".join(f'"손님, {i}" <c{i}@x.example>' for i in range(10_000)))).cc) == 10_000


def test_alternatives_are_one_body_and_mixed_parts_follow_each_other() -> None:
    found = parse(multipart("alternative", TEXT, HTML))
    assert (found.text, found.html) == ("본문입니다", "<p>본문<b>입니다</b></p>")
    found = parse(multipart("mixed", TEXT, HTML))
    assert found.text == "본문입니다\n\n본문입니다"


def test_html_is_the_text_where_only_html_exists() -> None:
    html = "<h1>주문</h1><p>하나<br>둘</p><ul><li>파랑<li>빨강</ul><ol><li>첫째<li>둘째</ol><a href='https://x.example/a'>보기</a>"
    assert parse(mail(html, "text/html; charset=utf-8")).text == (
        "주문\n\n하나\n둘\n\n- 파랑\n- 빨강\n\n1. 첫째\n2. 둘째\n\n보기 (https://x.example/a)"
    )


@pytest.mark.parametrize(
    "quote",
    [
        '<div class="gmail_quote"><div class="gmail_attr">On 3 Nov 2026 Haru wrote:<br></div><blockquote class="gmail_quote">옛글</blockquote></div>',
        '<blockquote type="cite">옛글</blockquote>',
        '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Haru</div><div>옛글</div>',
        '<div class="protonmail_quote">옛글</div>',
        '<p>-----Original Message-----<br><b>From:</b> "Haru"&lt;a@b.c&gt;<br><b>Sent:</b> 2026-11-03<br><b>Subject:</b> x</p><p>옛글</p>',
        '<div style="border-top:solid #E1E1E1 1.0pt"><p><b>보낸 사람:</b> Haru<br><b>보낸 날짜:</b> 2026<br><b>제목:</b> x</p></div><p>옛글</p>',
    ],
)
def test_the_markup_tells_what_is_quoted(quote: str) -> None:
    found = parse(mail(f"<html><body><div>새 글<br></div>{quote}</body></html>", "text/html; charset=utf-8"))
    assert found.reply == "새 글"
    assert "옛글" in found.quoted


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="영수증.pdf"', "영수증.pdf"),
        ("attachment; filename=receipt.pdf", "receipt.pdf"),
        ("attachment; filename*=UTF-8''%EC%98%81%EC%88%98%EC%A6%9D.pdf", "영수증.pdf"),
        ("attachment; filename*=euc-kr''%BF%B5%BC%F6%C1%F5.pdf", "영수증.pdf"),
        ("attachment; filename*0*=UTF-8''%EC%98%81%EC%88; filename*1*=%98%EC%A6%9D.pdf", "영수증.pdf"),
        ('attachment; filename*1="증.pdf"; filename*0="영수"', "영수증.pdf"),
        ('attachment; filename="=?utf-8?B?7JiB7IiY7KadLnBkZg==?="', "영수증.pdf"),
        ('attachment; filename="=?ks_c_5601-1987?B?v7W89sH1LnBkZg==?="', "영수증.pdf"),
        ('attachment; filename="%EC%98%81%EC%88%98%EC%A6%9D.pdf"', "영수증.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Users\\\\me\\\\a.pdf"', "a.pdf"),
        ('attachment; filename="a\u202efdp.exe"', "afdp.exe"),
        ("attachment", "attachment-1.pdf"),
        ('attachment; filename=""', "attachment-1.pdf"),
        ('attachment; filename="unclosed.pdf', "unclosed.pdf"),
    ],
)
def test_names_of_files(disposition: str, name: str) -> None:
    assert names(attached(disposition)) == [name]


def test_a_file_keeps_its_bytes() -> None:
    content = bytes(range(256)) * 100
    raw = multipart(
        "mixed",
        TEXT,
        part("image/png; name=a.png", base64.encodebytes(content), Content_Transfer_Encoding="base64", Content_Disposition="attachment"),
    )
    (file,) = parse(raw).attachments
    assert (file.content, file.size, file.sha256, file.inline, file.cid) == (
        content,
        25_600,
        hashlib.sha256(content).hexdigest(),
        False,
        None,
    )


def test_inline_images_by_cid() -> None:
    raw = multipart(
        "related",
        part("text/html", '<p>보세요 <img src="cid:one@x"></p>'),
        part("image/png", b"\x89PNG", Content_ID="<one@x>"),
        part("image/png; name=two.png", b"\x89PNG", Content_ID="<two@x>", Content_Disposition="attachment"),
    )
    found = parse(raw)
    assert [(file.name, file.inline, file.cid) for file in found.attachments] == [
        ("image-1.png", True, "one@x"),
        ("two.png", False, "two@x"),
    ]
    assert 'src="cid:one@x"' in found.html


def test_a_forwarded_mail_stays_a_file() -> None:
    inner = mail("안쪽", Subject="안쪽 제목")
    found = parse(multipart("mixed", TEXT, part("message/rfc822", inner)))
    assert [(file.name, file.type, file.content) for file in found.attachments] == [("안쪽 제목.eml", "message/rfc822", inner)]
    assert found.text == "본문입니다"


def test_uuencode_in_the_text() -> None:
    line = binascii.b2a_uu("영수증 내용".encode()).decode()
    found = parse(mail(f"첨부합니다\n\nbegin 644 영수증.txt\n{line}`\nend\n\n감사합니다\n"))
    assert [(file.name, file.content.decode()) for file in found.attachments] == [("영수증.txt", "영수증 내용")]
    assert "begin 644" not in found.text
    assert "감사합니다" in found.text


def test_invitations() -> None:
    ics = (
        "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:회의\\, 교환 건\nDTSTART;TZID=Korea Standard Time:20261103T150000\n"
        "DTEND:20261103T070000Z\nORGANIZER:mailto:minji@haru.example\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    found = parse(multipart("alternative", TEXT, part("text/calendar; charset=utf-8; method=REQUEST", ics)))
    assert found.calendar
    assert (found.calendar.summary, found.calendar.start, found.calendar.end, found.calendar.method) == (
        "회의, 교환 건",
        "2026-11-03T06:00:00Z",
        "2026-11-03T07:00:00Z",
        "REQUEST",
    )
    assert [file.name for file in found.attachments] == ["invite.ics"]


def der(tag: int, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    size = len(body).to_bytes(3, "big")
    return bytes([tag, 0x83]) + size + body


def test_signed_mail_is_opened() -> None:
    inner = part("text/plain; charset=utf-8", "서명된 글")
    data_oid, signed_oid = bytes.fromhex("06092a864886f70d010701"), bytes.fromhex("06092a864886f70d010702")
    capsule = der(0x30, data_oid, der(0xA0, der(0x24, der(0x04, inner[:20]), der(0x04, inner[20:]))))
    cms = der(0x30, signed_oid, der(0xA0, der(0x30, b"\x02\x01\x01", der(0x31), capsule)))
    raw = mail(
        base64.encodebytes(cms), "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", Content_Transfer_Encoding="base64"
    )
    found = parse(raw)
    assert found.text == "서명된 글"
    assert "signed: smime" in found.warnings
    broken = parse(raw.replace(b"MI", b"AA"))
    assert [file.name for file in broken.attachments] == ["smime.p7m"]


def test_pgp_signatures_are_files() -> None:
    raw = multipart("signed; protocol=application/pgp-signature", TEXT, part("application/pgp-signature", "-----BEGIN PGP SIGNATURE-----"))
    assert names(raw) == ["signature.asc"]
    text = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n안녕하세요\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n"
    assert parse(mail(text)).reply == "안녕하세요"


def test_flowed_text_is_joined() -> None:
    found = parse(mail("한 문단이 \n두 줄입니다.\n> 인용도 \n> 이어집니다.\n-- \n서명", "text/plain; charset=utf-8; format=flowed"))
    assert (found.reply, found.quoted) == ("한 문단이 두 줄입니다.", "> 인용도 이어집니다.")
