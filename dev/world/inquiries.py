"""Fresh letters without end, for a demo that is alive: new people, new words, the same believable little worries."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dev.world.cast import Customer
from dev.world.files import file
from dev.world.korean import Word
from dev.world.mails import Mail, write
from dev.world.phrases import (
    COLOURS,
    GIVEN_NAMES,
    GREETINGS,
    MAILBOXES,
    OCCASIONS,
    REASONS,
    SURNAMES,
)
from dev.world.thread import Thread
from dev.world.when import SEOUL


@dataclass(frozen=True, slots=True)
class RawLetter:
    """A new inquiry and its bytes as they would come in."""

    mail: Mail
    raw: bytes


def _now() -> datetime:
    return datetime.now(UTC)


def letters(seed: int, now: Callable[[], datetime] = _now) -> Iterator[RawLetter]:
    """The same seed and clock give the same letters."""
    choice = random.Random(seed)
    while True:
        mail = _mail(choice, now())
        yield RawLetter(mail, write(mail, Thread()))


def _mail(choice: random.Random, at: datetime) -> Mail:
    reason = choice.choice(REASONS)
    ordered = at.astimezone(SEOUL) - timedelta(days=choice.randint(1, 9))
    words = {
        "product": Word(choice.choice(reason.products)),
        "colour": Word(choice.choice(COLOURS)),
        "occasion": Word(choice.choice(OCCASIONS)),
        "order": f"{ordered:%Y%m%d}-{choice.randint(1000, 9999):07d}",
        "count": choice.randint(2, 9),
    }
    said = (choice.choice(reason.texts), choice.choice(reason.more))
    body = "\n".join(filter(None, said)).format(**words)
    paragraphs = (choice.choice(GREETINGS), body, choice.choice(reason.closings))
    return Mail(
        writer=_somebody(choice),
        subject=choice.choice(reason.subjects).format(**words),
        text="\n\n".join(filter(None, paragraphs)),
        at=at,
        files=(file(reason.file.format(product=words["product"].replace(" ", "_"))),) if reason.file else (),
    )


def _somebody(choice: random.Random) -> Customer:
    name, latin = choice.choice(GIVEN_NAMES)
    domain, client = choice.choice(MAILBOXES)
    charset = choice.choice(["", "", "euc-kr"]) if client in {"daum", "plain"} else ""
    address = f"{latin}{choice.randint(1, 9999)}@{domain}"
    return Customer("somebody", f"{choice.choice(SURNAMES)}{name}", address, client, charset=charset)
