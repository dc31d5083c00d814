import base64

import pytest

from onmaru.channels.email.mime import parse
from onmaru.channels.email.tests.mime_letters import join, mail, multipart, part

TEXT = part("text/plain; charset=utf-8", "본문입니다")
HTML = part("text/html; charset=utf-8", "<p>본문<b>입니다</b></p>")


def names(raw: bytes) -> list[str]:
    return [file.name for file in parse(raw).attachments]


BODY = "본문입니다"


@pytest.mark.parametrize(
    "raw",
    [
        multipart("mixed", TEXT).replace(b"--edge--", b""),
        multipart("mixed", TEXT).replace(b"--edge--", b"--edge"),
        multipart("mixed", TEXT).replace(b"--edge--", b"--edge-->\r\nepilogue"),
        multipart("mixed", TEXT).replace(b'; boundary="edge"', b""),
        multipart("mixed", TEXT).replace(b'"edge"', b'"other"'),
        multipart("mixed", TEXT).replace(b"\r\n", b"\n"),
        multipart("mixed", TEXT).replace(b"\r\n", b"\r"),
        multipart("mixed", TEXT).replace(b"--edge\r\n", b"--edge \t\r\n"),
        b"\r\n\r\n" + mail(BODY),
        b"\xef\xbb\xbf" + mail(BODY),
        b"From yuna Tue Nov  3 15:12:00 2026\r\n" + mail(BODY),
        mail(BODY, "text/plain>; charset=utf-8"),
        mail(BODY, "garbage"),
        mail(BODY, ";"),
        mail(BODY, ""),
        mail(BODY, "text/plain; charset=utf-8", Content_Transfer_Encoding="base9000"),
        mail(BODY, "text/plain; charset=utf-8", Content_Transfer_Encoding="quoted-printable"),
        mail(base64.b64encode(BODY.encode()) + b"A", Content_Transfer_Encoding="base64"),
        mail(base64.b64encode(BODY.encode()).rstrip(b"="), Content_Transfer_Encoding="base64"),
        mail(base64.b64encode(BODY.encode())[:8] + b"\r\n*!" + base64.b64encode(BODY.encode())[8:], Content_Transfer_Encoding="base64"),
        mail(BODY).replace(b"\r\n\r\n", b"\r\n"),
        mail(BODY).replace(b"Subject:", b"Subject\0:"),
        mail("본문\0입니다"),
        BODY.encode(),
        BODY.encode("cp949") * 1,
    ],
)
def test_broken_mails_still_say_what_they_say(raw: bytes) -> None:
    assert parse(raw).text.strip() == BODY


def test_base64_that_is_plain_text_is_plain_text() -> None:
    text = "주문한 상품이 오지 않았습니다.\n확인 부탁 드립니다.\n"
    assert parse(mail(text, Content_Transfer_Encoding="base64")).text == text.strip()


def test_text_that_hides_its_transfer_encoding() -> None:
    long = "주문한 상품이 아직 오지 않았습니다. 확인 부탁드립니다. " * 5
    assert parse(mail(base64.encodebytes(long.encode()))).text == long.rstrip()


def test_nesting_of_any_depth() -> None:
    raw = TEXT
    for depth in range(3000):
        raw = part(f"multipart/mixed; boundary=b{depth}x", join(f"b{depth}x", raw)) if depth < 300 else raw
    assert parse(raw).text == BODY


def test_html_of_any_depth() -> None:
    found = parse(mail("<div>" * 5_000 + "깊다" + "</div>" * 5_000, "text/html; charset=utf-8"))
    assert found.text == "깊다"


def test_what_is_missing_is_said() -> None:
    found = parse(b"Subject: x\r\n\r\nhello")
    assert found.warnings == ("no_message_id", "no_from", "no_date")
    assert found.to_json()["from"] == {"name": "", "address": ""}
    assert parse(b"").warnings == found.warnings


FORWARDED = (
    '<div dir="ltr"><br></div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>'
    "From: S &lt;s@x.example&gt;<br>Date: 3 Nov 2026<br>Subject: 결제<br></div><br>두 번 결제되었습니다.</div>"
)
ANSWERED = '<div id="divRplyFwdMsg"><b>From:</b> Haru<br><b>Sent:</b> 3 Nov 2026<br><b>Subject:</b> x</div><div>옛글</div>'


def test_forwards_and_empty_answers_in_html() -> None:
    kind = "text/html; charset=utf-8"
    assert parse(mail(FORWARDED, kind)).reply == "두 번 결제되었습니다."
    assert parse(mail(f"확인 부탁{FORWARDED}", kind)).reply == "확인 부탁"
    assert parse(mail(ANSWERED, kind, Subject="FW: x")).reply == "옛글"
    assert parse(mail(ANSWERED, kind, In_Reply_To="<a@b>")).reply == ""


def test_signatures_that_the_markup_names() -> None:
    found = parse(mail('<p>네</p><span>-- </span><br><div class="gmail_signature">김유나<br>하루물산</div>', "text/html; charset=utf-8"))
    assert (found.reply, found.signature) == ("네", "--\n김유나\n하루물산")


def test_html_of_any_width() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(20_000))
    assert parse(mail(f"<p {attributes}>넓다</p>{'<b>a & b</b>' * 5_000}", "text/html; charset=utf-8")).text.startswith("넓다")
