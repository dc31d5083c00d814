import base64

import pytest

from onmaru.channels.email.mime import parse
from onmaru.channels.email.mime.charset import clean, codec, decode, guess
from onmaru.channels.email.mime.encoded_words import decode_words

HELLO = "안녕하세요, 주문한 상품이 아직 도착하지 않았습니다."


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("EUC-KR", "euc-kr"),
        ("euc-kr", "cp949"),
        ("ks_c_5601-1987", "cp949"),
        ("KSC5601", "cp949"),
        ("windows-949", "cp949"),
        ("iso-2022-kr", "iso2022_kr"),
        ("johab", "johab"),
        ("", "utf-8"),
        ("", "cp949"),
        ("us-ascii", "cp949"),
        ("x-unknown", "utf-8"),
        ("no-such-charset", "cp949"),
        ("iso-8859-1", "cp949"),
        ("windows-1252", "utf-8"),
        ("utf-8", "cp949"),
        ("euc-kr", "utf-8"),
        ('"charset=euc-kr"', "cp949"),
        ("base64", "utf-8"),
    ],
)
def test_korean_is_read_whatever_is_declared(declared: str, encoding: str) -> None:
    assert decode(HELLO.encode(encoding), declared)[0] == HELLO


def test_cp949_letters_outside_euc_kr_survive() -> None:
    text = "똠방각하 펲시콜라 뷁"
    assert decode(text.encode("cp949"), "ks_c_5601-1987")[0] == text
    assert guess(("글자가 깨지면 안 됩니다 " + text).encode("cp949"))[1].endswith(text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("これはテストです。よろしくお願いします。", "iso2022_jp"),
        ("これはテストです。よろしくお願いします。", "shift_jis"),
        ("我們的訂單還沒有收到，請幫忙查詢。", "big5"),
        ("Grüße aus München, schöne Tage für alle", "cp1252"),
    ],
)
def test_neighbours_are_guessed_when_undeclared(text: str, encoding: str) -> None:
    assert guess(text.encode(encoding))[1] == text


def test_utf8_cut_in_the_middle_of_a_letter_stays_utf8() -> None:
    assert guess(HELLO.encode()[:-2])[1].startswith("안녕하세요")


def test_iso_2022_kr_without_its_announcer() -> None:
    data = HELLO.encode("iso2022_kr").removeprefix(b"\x1b$)C")
    assert decode(data, "iso-2022-kr")[0] == HELLO


def test_codecs_of_python_that_are_no_charsets_are_refused() -> None:
    for name in ("rot13", "hex", "zip", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"):
        assert codec(name) is None


def test_clean_leaves_nothing_that_a_database_refuses() -> None:
    assert clean("a\x00b\x07c\r\nd\re\ud800f\x85") == "abc\nd\ne\ufffdf…"


def word(charset: str, data: bytes, kind: str = "B") -> str:
    body = base64.b64encode(data).decode() if kind == "B" else "".join(f"={byte:02X}" for byte in data)
    return f"=?{charset}?{kind}?{body}?="


UTF8 = "홍길동".encode()
EUC = "홍길동".encode("cp949")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (word("utf-8", UTF8), "홍길동"),
        (word("ks_c_5601-1987", EUC), "홍길동"),
        (word("euc-kr", EUC, "Q"), "홍길동"),
        # A letter cut in two between words, in both encodings.
        (word("utf-8", UTF8[:4]) + "\r\n " + word("utf-8", UTF8[4:]), "홍길동"),
        (word("UTF-8", UTF8[:4], "Q") + " " + word("utf-8", UTF8[4:], "Q"), "홍길동"),
        (word("euc-kr", EUC[:3]) + " " + word("EUC-KR", EUC[3:]), "홍길동"),
        # The base64 itself cut in two.
        ("=?utf-8?B?7ZmN6ri?= =?utf-8?B?464+Z?=", "홍길동"),
        (f"문의: {word('utf-8', UTF8)}님", "문의: 홍길동님"),
        (f"Re:{word('utf-8', UTF8)}", "Re:홍길동"),
        (f"{word('utf-8', UTF8)} and {word('euc-kr', EUC)}", "홍길동 and 홍길동"),
        (f"{word('utf-8', UTF8)} {word('euc-kr', EUC)}", "홍길동홍길동"),
        ("=?utf-8?Q?a b_c=20d?=", "a b c d"),
        ("=?utf-8*ko?Q?caf=C3=A9?=", "café"),
        ("=?utf-8?Q?what?_really??=", "what? really?"),
        ("=?utf-8?B?7ZmN6ri464+Z", "홍길동"),
        ("=?no-such?Q?abc?=", "abc"),
        (word("iso-8859-1", EUC * 3), "홍길동홍길동홍길동"),
        ("no words = ? here", "no words = ? here"),
        ("=?utf-8?B?!!!?=", ""),
    ],
)
def test_encoded_words(value: str, expected: str) -> None:
    assert decode_words(value) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_raw_eight_bit_headers(encoding: str) -> None:
    head = "From: 홍길동 <hong@example.com>\r\nSubject: 배송 문의드립니다\r\n\r\n".encode(encoding)
    mail = parse(head + "본문".encode(encoding))
    assert (mail.from_.name, mail.from_.address, mail.subject) == ("홍길동", "hong@example.com", "배송 문의드립니다")


def test_html_names_its_own_charset() -> None:
    html = f'<html><head><meta charset="euc-kr"></head><body>{HELLO}</body></html>'
    mail = parse(b"From: a@example.com\nContent-Type: text/html\n\n" + html.encode("cp949"))
    assert mail.text == HELLO
