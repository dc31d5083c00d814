"""What speaks for and against a choice, by the names it is kept under. Pure."""

from enum import StrEnum


class State(StrEnum):
    AVAILABLE = "available"
    AWAY = "away"
    OFFLINE = "offline"


class Why(StrEnum):
    """What spoke for an agent."""

    LAST_AGENT = "last_agent"
    ONLY_ONE = "only_one"
    LEAST_TODAY = "least_today"
    FREEST = "freest"
    # Another team helped: too many waited, this one waited too long, or nobody of its own team was there.
    OVERFLOW = "overflow"
    OVERFLOW_LONG = "overflow_long"
    OVERFLOW_ABSENT = "overflow_absent"


class When(StrEnum):
    """What spoke for serving somebody now."""

    VIP = "vip"
    # Belongs to a segment that is served first.
    SEGMENT = "segment"
    VALUE = "value"
    # Several VIP customers in a row were served before.
    TURN = "turn"
    PRIORITY = "priority"
    ANGRY = "angry"
    HURRIED = "hurried"
    DUE = "due"
    OLDEST = "oldest"
    LONG = "long"
    # Whose agent has gone home, or is off shift.
    LEFT = "left"


class Not(StrEnum):
    """What spoke against one; of several the first."""

    OFFLINE = "offline"
    AWAY = "away"
    OFF_SHIFT = "off_shift"
    TEAM = "team"
    LANGUAGE = "language"
    SKILL = "skill"
    FULL = "full"
