"""The line above a quoted message, word for word as mail clients write it: quote strippers know these words, and no translation of ours."""

from datetime import datetime

_DAYS_KO = "월화수목금토일"
_DAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
# Longer ones are quoted by their beginning; the customer has the whole.
LONGEST = 20_000


def intro(at: datetime, name: str, language: str) -> str:
    """`at` in the time zone of the shop."""
    hour = at.hour % 12 or 12
    if language == "ko":
        half = "오전" if at.hour < 12 else "오후"
        return f"{at.year}년 {at.month}월 {at.day}일 ({_DAYS_KO[at.weekday()]}) {half} {hour}:{at.minute:02}, {name} 님이 작성:"
    half = "AM" if at.hour < 12 else "PM"
    return f"On {_DAYS_EN[at.weekday()]}, {_MONTHS_EN[at.month - 1]} {at.day}, {at.year} at {hour}:{at.minute:02} {half}, {name} wrote:"


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def as_text(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))
