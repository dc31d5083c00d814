"""Whether a customer was left without an answer, and how. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

# What nothing was promised for is missed after this, nights and weekends counted.
A_DAY = timedelta(hours=24)


class Cause(StrEnum):
    LATE = "late"
    LONG = "long"
    ABANDONED = "abandoned"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one conversation. `shown` is neither spam, nor merged away, nor deleted; `answered` is by a person, at any time."""

    status: str
    shown: bool = True
    waiting_since: datetime | None = None
    due_at: datetime | None = None
    due_for: str = ""
    abandoned_at: datetime | None = None
    asked_at: datetime | None = None
    answered: bool = False
    resolved_at: datetime | None = None
    resolved_by_customer: bool = False
    # When somebody said last that no answer is needed.
    let_be_at: datetime | None = None


def missed(facts: Facts, now: datetime) -> tuple[Cause, datetime] | None:
    """How, and since when. What somebody put off on purpose, or the customer ended themselves, was not missed."""
    if not facts.shown:
        return None
    since = facts.waiting_since
    if facts.status == "open" and since is not None:
        if facts.abandoned_at is not None and facts.abandoned_at >= since:
            return Cause.ABANDONED, since
        if facts.due_at is not None and facts.due_for in ("first", "next"):
            # A promise says when it is too late, be it a day or a week.
            return (Cause.LATE, since) if facts.due_at <= now else None
        return (Cause.LONG, since) if now - since >= A_DAY else None
    if facts.status != "resolved" or facts.asked_at is None or facts.answered or facts.resolved_by_customer:
        return None
    if facts.let_be_at is not None and facts.let_be_at >= facts.asked_at:
        return None
    return (Cause.RESOLVED, facts.resolved_at) if facts.resolved_at else None
