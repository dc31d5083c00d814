"""Who is not asked, and why. Pure: facts in, the first reason out."""

from dataclasses import dataclass
from datetime import timedelta

# A question that comes so much later than it was due is asked about something forgotten.
STALE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that speaks for silence; a default says that it does not."""

    late: timedelta = timedelta(0)
    deleted: bool = False
    merged: bool = False
    spam: bool = False
    blocked: bool = False
    taken_up_again: bool = False
    paused: bool = False
    unreachable: bool = False
    # Of those that come days later.
    switched_off: bool = False
    wrote_since: bool = False


def why_silent(facts: Facts) -> str:
    """The first reason not to ask, or "" for none."""
    reasons = (
        ("deleted", facts.deleted),
        ("merged", facts.merged),
        ("spam", facts.spam),
        ("blocked", facts.blocked),
        ("taken up again", facts.taken_up_again),
        ("channel paused", facts.paused),
        ("undeliverable address", facts.unreachable),
        ("switched off", facts.switched_off),
        ("the customer wrote since", facts.wrote_since),
        ("too late", facts.late > STALE),
    )
    return next((reason for reason, applies in reasons if applies), "")
