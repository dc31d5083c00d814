"""What a browser says of a page, from what an admin types of it."""

import pytest

from onmaru.channels.origins import origin_of


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://haru.example", "https://haru.example"),
        ("https://Haru.example/shop?a=b#c", "https://haru.example"),
        ("https://haru.example:443", "https://haru.example"),
        ("http://localhost:8000/", "http://localhost:8000"),
        ("http://[::1]:8000", "http://[::1]:8000"),
        ("https://하루상점.kr", "https://xn--2s2bo7lnqgryo.kr"),
        ("https://www.하루상점.한국", "https://www.xn--2s2bo7lnqgryo.xn--3e0b707e"),
        ("haru.example", ""),
        ("ftp://haru.example", ""),
        ("https://", ""),
        ("https://*", ""),
        ("https://*.haru.example", ""),
        ("https://haru.example;script-src", ""),
        ("https://haru.example 'unsafe-inline'", ""),
        ("https://yuna@haru.example", ""),
        ("https://haru.example:port", ""),
        ("https://[::1", ""),
        ("null", ""),
    ],
)
def test_an_origin_is_as_browsers_write_it(typed: str, origin: str) -> None:
    assert origin_of(typed) == origin
