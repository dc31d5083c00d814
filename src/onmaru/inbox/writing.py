"""Small shapes of text that messages and conversations are stored in."""

import re
from collections.abc import Iterable
from uuid import uuid4

from onmaru.inbox.inbound import Party
from onmaru.inbox.models import Message
from onmaru.language.markdown import plain
from onmaru.language.mood import softened

_SPACE = re.compile(r"\s+")
# A mail to ten thousand people is kept with the first of them and the count of the rest.
RECIPIENTS_KEPT = 100
# The domain of ids on channels whose handles have none.
NOWHERE = "onmaru.invalid"


def one_line(text: str, length: int) -> str:
    """The text as one line of at most `length` characters, with an ellipsis where it was longer."""
    line = _SPACE.sub(" ", text[: length * 8]).strip()
    return line if len(line) <= length else line[: length - 1] + "…"


def preview(message: Message) -> str:
    """A message as a list shows it: ours without the marks that agents write with, an abusive one without its abuse."""
    text = message.text if message.is_in else plain(message.text)
    return one_line(softened(text) if message.folded_at else text, 160)


def recipients(parties: Iterable[Party]) -> dict[str, object]:
    """As `Message.recipients` holds them: {"to": [[handle, name], …], "cc": […], "more": n}."""
    kept: dict[str, object] = {}
    more = 0
    for count, party in enumerate(parties):
        if count >= RECIPIENTS_KEPT:
            more += 1
            continue
        group = kept.setdefault(party.role, [])
        assert isinstance(group, list)
        group.append([party.handle, party.name])
    if more:
        kept["more"] = more
    return kept


def external_id(number: int | str, handle: str) -> str:
    """A new id for a message of ours, as providers want them: unique, and under the domain of the channel's handle."""
    return f"{uuid4().hex}.{number}@{handle.partition('@')[2] or NOWHERE}"
