"""What is to be made of whether somebody is seen before the desk. Pure.

Whoever looks at the desk is at work without having to say so; what somebody said themselves is not contradicted the same day.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

# Nobody looked at a tab of theirs for so long: away, then gone home.
AWAY_AFTER = timedelta(minutes=15)
HOME_AFTER = timedelta(hours=3)
# Who said themselves for what they are away is left alone for longer: a training lasts a day.
FORGOTTEN_AFTER = timedelta(hours=12)

WORK, AWAY, HOME, UNSEEN = "work", "away", "home", "unseen"


@dataclass(frozen=True, slots=True)
class Stretch:
    """What goes on now. `by_itself`: nobody said it."""

    state: str
    away_for: str
    by_itself: bool
    began_at: datetime
    seen_at: datetime | None


def becomes(stretch: Stretch | None, is_seen: bool, now: datetime, zone: tzinfo) -> str | None:
    """The state that begins now, or None where all stays as it is. Away is for being unseen."""
    if stretch is None:
        return WORK if is_seen else None
    if is_seen:
        return WORK if _comes_back(stretch, now, zone) else None
    unseen = now - max(stretch.began_at, stretch.seen_at or stretch.began_at)
    if stretch.state == WORK:
        return AWAY if unseen >= AWAY_AFTER else None
    patience = HOME_AFTER if stretch.away_for == UNSEEN else FORGOTTEN_AFTER
    return HOME if stretch.state == AWAY and unseen >= patience else None


def _comes_back(stretch: Stretch, now: datetime, zone: tzinfo) -> bool:
    if stretch.state == HOME:
        # Who went home looks once more in the evening and is not at work; on the next morning they are.
        return stretch.by_itself or stretch.began_at.astimezone(zone).date() < now.astimezone(zone).date()
    return stretch.state == AWAY and stretch.away_for == UNSEEN
