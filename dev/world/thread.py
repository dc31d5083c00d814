"""What has been said in a conversation so far, as a mail program sees it that is about to answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from dev.world.cast import SHOP_ADDRESS


@dataclass(frozen=True, slots=True)
class Said:
    """One mail of the thread. The id is with its angle brackets."""

    message_id: str
    name: str
    address: str
    at: datetime
    text: str
    subject: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Oldest first. `answer_to` is where the shop's mail asks to be answered."""

    said: tuple[Said, ...] = ()
    answer_to: str = SHOP_ADDRESS

    def and_then(self, said: Said, answer_to: str | None = None) -> Thread:
        return replace(self, said=(*self.said, said), answer_to=answer_to or self.answer_to)

    @property
    def last(self) -> Said | None:
        return self.said[-1] if self.said else None
