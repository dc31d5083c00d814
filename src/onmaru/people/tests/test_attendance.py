from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from onmaru.people.attendance import AWAY_AFTER, FORGOTTEN_AFTER, HOME_AFTER, Stretch, becomes

NOW = datetime(2026, 11, 18, 2, tzinfo=UTC)
SEOUL = ZoneInfo("Asia/Seoul")


def stretch(state: str, away_for: str = "", *, by_itself: bool = False, ago: timedelta = timedelta(hours=1), unseen: timedelta) -> Stretch:
    return Stretch(state, away_for, by_itself, NOW - ago, NOW - unseen)


JUST = timedelta(seconds=30)


@pytest.mark.parametrize(
    ("before", "is_seen", "after"),
    [
        # Nothing has to be set up: looking at the desk is being at work.
        (None, True, "work"),
        (None, False, None),
        (stretch("work", unseen=JUST), True, None),
        (stretch("work", unseen=AWAY_AFTER - JUST), False, None),
        (stretch("work", unseen=AWAY_AFTER), False, "away"),
        (stretch("away", "unseen", by_itself=True, unseen=AWAY_AFTER), True, "work"),
        (stretch("away", "unseen", by_itself=True, ago=HOME_AFTER, unseen=HOME_AFTER), False, "home"),
        # What somebody said themselves stays, before the desk or not.
        (stretch("away", "meal", unseen=JUST), True, None),
        (stretch("away", "training", ago=HOME_AFTER, unseen=HOME_AFTER), False, None),
        (stretch("away", "training", ago=FORGOTTEN_AFTER, unseen=FORGOTTEN_AFTER), False, "home"),
        (stretch("home", unseen=JUST), True, None),
        (stretch("home", by_itself=True, unseen=HOME_AFTER), True, "work"),
        # On the next morning they are at work again.
        (stretch("home", ago=timedelta(hours=14), unseen=timedelta(hours=14)), True, "work"),
        (stretch("home", ago=timedelta(hours=14), unseen=timedelta(hours=14)), False, None),
        # Just back from a break of hours, in a tab that was not looked at yet.
        (stretch("work", ago=JUST, unseen=timedelta(hours=2)), False, None),
    ],
)
def test_what_is_made_of_being_seen(before: Stretch | None, is_seen: bool, after: str | None) -> None:
    assert becomes(before, is_seen, NOW, SEOUL) == after
