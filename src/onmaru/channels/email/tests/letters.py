"""Raw mails for tests, written line by line."""

from __future__ import annotations

_DEFAULTS = {
    "From": "김유나 <yuna@customer.example>",
    "To": "help@haru.example",
    "Subject": "머그컵 손잡이가 깨져서 왔어요",
    "Date": "Sun, 22 Nov 2026 10:00:00 +0900",
    "Message-ID": "<first@customer.example>",
    "Content-Type": "text/plain; charset=utf-8",
}


def letter(text: str = "안녕하세요, 어제 받은 머그컵 손잡이가 깨져 있어요.", **headers: str | None) -> bytes:
    """A mail of Kim Yuna's. Headers by name with underscores (`Message_ID`); None leaves one out."""
    given = {**_DEFAULTS, **{name.replace("_", "-"): value for name, value in headers.items()}}
    head = [f"{name}: {value}" for name, value in given.items() if value is not None]
    return "\r\n".join([*head, "", *text.split("\n"), ""]).encode()
