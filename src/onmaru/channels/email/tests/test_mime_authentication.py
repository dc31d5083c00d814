import pytest

from onmaru.channels.email.mime.authentication import proven
from onmaru.channels.email.mime.headers import read_headers

MINJI = "minji@haru.example"
NAVER = "mx.naver.example; spf=pass (mx: domain of x designates 1.2.3.4) smtp.mailfrom={from_}; dkim=pass header.i=@{dkim}"


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([], None),
        (["mx.example; none"], None),
        (["mx.example; dmarc=pass (p=NONE) header.from=haru.example"], True),
        (["mx.example; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; dmarc=fail header.from=haru.example"], False),
        ([NAVER.format(from_=MINJI, dkim="haru.example")], True),
        ([NAVER.format(from_="bounce@mail.haru.example", dkim="other.example")], True),
        # Whoever proves another domain has proven nothing about this one.
        ([NAVER.format(from_="x@evil.example", dkim="evil.example")], False),
        ([NAVER.format(from_="x@notharu.example", dkim="example")], False),
        (["mx.example; spf=fail smtp.mailfrom=haru.example"], False),
        (["mx.example; spf=softfail smtp.mailfrom=haru.example; dkim=pass header.d=haru.example"], True),
        (["mx.example; spf=neutral smtp.mailfrom=haru.example; dkim=none"], None),
        (["spf=pass smtp.mailfrom=haru.example; compauth=fail reason=001", "mx.example; dmarc=pass"], False),
        (["mx.example; dmarc=fail header.from=haru.example", "mx.example; dmarc=pass header.from=haru.example"], False),
        (["mx.example; dmarc=temperror; dkim=temperror"], None),
        (["mx.example;;;=;dmarc;dkim=;spf=("], None),
    ],
)
def test_what_the_server_found(results: list[str], expected: bool | None) -> None:
    raw = "".join(f"Authentication-Results: {result}\r\n" for result in results) + f"From: {MINJI}\r\n\r\n"
    headers, _, _ = read_headers(raw.encode(), 0, len(raw))
    assert proven(headers, MINJI) is expected
