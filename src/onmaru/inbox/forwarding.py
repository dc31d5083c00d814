"""How messages of a conversation are written into a mail to an outsider. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

# The words of mail clients, whatever language the desk is read in: quote strippers on the other side know them.
_WORDS = {
    "ko": ("전달된 메시지", "보낸 사람", "날짜", "제목"),
    "en": ("Forwarded message", "From", "Date", "Subject"),
}


@dataclass(frozen=True, slots=True)
class Forwarded:
    """One message as an outsider may read it. `at` in the shop's zone; `handle` is empty where it is kept from them."""

    name: str
    handle: str
    at: datetime
    subject: str
    text: str


def as_text(messages: Iterable[Forwarded], language: str) -> str:
    """All of them, oldest first, each under a line that says whose it is."""
    heading, sender, date, about = _WORDS.get(language, _WORDS["en"])
    blocks = []
    for message in messages:
        who = " ".join(part for part in (message.name, f"<{message.handle}>" if message.handle else "") if part)
        lines = [f"---------- {heading} ----------", f"{sender}: {who}", f"{date}: {message.at:%Y-%m-%d %H:%M}"]
        if message.subject:
            lines.append(f"{about}: {message.subject}")
        blocks.append("\n".join([*lines, "", message.text.strip()]))
    return "\n\n".join(blocks)
