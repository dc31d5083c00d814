from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmaru.people.hours import Calendar, Span
from onmaru.sla.clock import ALWAYS, Budget, Fact, State, Target, What, clocks
from onmaru.sla.tests.minute_by_minute import MINUTE, count

SEOUL = ZoneInfo("Asia/Seoul")
SHOP = Calendar(week=(*((Span("10:00", "12:30"), Span("13:30", "18:00")),) * 5, (), ()))


def at(day: int, clock: str) -> datetime:
    """A moment of November 2026 in Seoul; the 18th is a Wednesday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SEOUL)


def hours(count: float) -> timedelta:
    return timedelta(hours=count)


def facts(*happened: tuple[int, str, What]) -> list[Fact]:
    return [Fact(at(day, clock), what) for day, clock, what in happened]


ALL = {
    Target.FIRST: Budget(hours(6), SHOP),
    Target.NEXT: Budget(hours(2), SHOP),
    Target.RESOLUTION: Budget(hours(10), SHOP),
}


def test_first_response_counts_open_time_over_lunch_and_night() -> None:
    [first, resolution] = clocks(ALL, facts((18, "15:00", What.ASKED)))
    assert first.due_at == at(19, "14:00")
    assert first.warn_at == at(19, "11:30")
    assert resolution.due_at == at(19, "18:00")


def test_weekend_holiday_and_special_day_do_not_count() -> None:
    christmas = Calendar(week=SHOP.week, days={date(2026, 12, 26): (Span("10:00", "11:00"),)})
    asked = datetime(2026, 12, 24, 17, tzinfo=SEOUL)
    [first] = clocks({Target.FIRST: Budget(hours(2.5), christmas)}, [Fact(asked, What.ASKED)])
    assert first.due_at == datetime(2026, 12, 28, 10, 30, tzinfo=SEOUL)


def test_answer_meets_and_next_words_owe_the_next_response() -> None:
    happened = facts((18, "10:00", What.ASKED), (18, "11:00", What.ANSWERED), (18, "14:00", What.ASKED), (18, "14:05", What.ASKED))
    [first, resolution, following] = clocks(ALL, happened)
    assert (first.state(at(19, "10:00")), first.met_at, first.used(at(19, "10:00"))) == (State.MET, at(18, "11:00"), hours(1))
    assert (following.target, following.started_at, following.due_at) == (Target.NEXT, at(18, "14:00"), at(18, "16:00"))
    assert resolution.used(at(18, "15:00")) == hours(2)


def test_resolution_stands_still_while_the_customer_must_answer_and_in_a_snooze() -> None:
    happened = facts((18, "10:00", What.ASKED), (18, "11:00", What.ANSWERED), (18, "14:00", What.ASKED))
    happened += facts((18, "15:00", What.SNOOZED), (19, "10:00", What.WOKEN))
    resolution = next(one for one in clocks(ALL, happened) if one.target == Target.RESOLUTION)
    assert resolution.used(at(19, "10:30")) == hours(2.5)
    assert resolution.due_at == at(20, "11:00")
    asleep = next(one for one in clocks(ALL, happened[:-1]) if one.target == Target.RESOLUTION)
    assert (asleep.state(at(18, "17:00")), asleep.due_at) == (State.PAUSED, None)


@pytest.mark.parametrize(("answered", "state"), [("16:00", State.MET), ("16:01", State.BREACHED), ("15:59", State.MET)])
def test_what_is_done_at_the_moment_is_done_in_time(answered: str, state: State) -> None:
    [one] = clocks({Target.FIRST: Budget(hours(2), SHOP)}, facts((18, "14:00", What.ASKED), (18, answered, What.ANSWERED)))
    assert one.state(at(20, "10:00")) == state


def test_limit_on_the_wall_ends_a_budget_over_a_weekend() -> None:
    social = Budget(hours(1), SHOP, limit=hours(24))
    [one] = clocks({Target.FIRST: social}, facts((20, "17:30", What.ASKED)))
    assert one.due_at == at(21, "17:30")
    assert (one.state(at(21, "17:29")), one.state(at(21, "17:30"))) == (State.WARNED, State.BREACHED)


def test_resolving_without_an_answer_drops_what_was_owed() -> None:
    [first, resolution] = clocks(ALL, facts((18, "10:00", What.ASKED), (18, "10:30", What.RESOLVED)))
    assert (first.state(at(25, "10:00")), resolution.state(at(25, "10:00"))) == (State.DROPPED, State.MET)


def test_reopening_begins_anew() -> None:
    happened = facts((18, "10:00", What.ASKED), (18, "10:30", What.RESOLVED), (19, "10:00", What.REOPENED), (19, "10:00", What.ASKED))
    [first, resolution] = clocks(ALL, happened)
    assert (first.started_at, first.due_at, resolution.started_at) == (at(19, "10:00"), at(19, "17:00"), at(19, "10:00"))


def test_calendar_that_never_opens_is_never_due() -> None:
    [one] = clocks({Target.FIRST: Budget(hours(1), Calendar(week=((),) * 7))}, facts((18, "10:00", What.ASKED)))
    assert (one.due_at, one.warn_at, one.state(at(30, "10:00"))) == (None, None, State.RUNNING)


# The nights in which these zones turn their clocks, and one in which nothing happens.
NIGHTS = [
    ("Asia/Seoul", datetime(2026, 11, 17, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 3, 7, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 10, 31, tzinfo=UTC)),
    ("Europe/London", datetime(2026, 3, 28, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 4, 3, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, tzinfo=UTC)),
    ("America/Santiago", datetime(2026, 9, 5, tzinfo=UTC)),
    ("America/Santiago", datetime(2026, 4, 4, tzinfo=UTC)),
]
LENGTH = 2 * 1440


@st.composite
def days(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 48), max_size=6)))
    edges = edges[: len(edges) // 2 * 2]
    clock = [f"{edge // 2:02}:{edge % 2 * 30:02}" for edge in edges]
    return tuple(Span(start, end) for start, end in zip(clock[::2], clock[1::2], strict=True))


@st.composite
def stories(draw: st.DrawFn) -> tuple[dict[Target, Budget], list[Fact], datetime]:
    zone, start = draw(st.sampled_from(NIGHTS))
    week = tuple(draw(days()) for _ in range(7))
    special = {start.date() + timedelta(days=draw(st.integers(0, 2))): draw(days())} if draw(st.booleans()) else {}
    calendar = Calendar(week=week, time_zone=zone, holidays="", days=special)
    budgets = {
        target: Budget(
            open=timedelta(minutes=4 * draw(st.integers(1, 200))),
            calendar=draw(st.sampled_from([calendar, ALWAYS])),
            limit=timedelta(minutes=4 * draw(st.integers(1, 500))) if draw(st.booleans()) and target != Target.RESOLUTION else None,
        )
        for target in draw(st.sets(st.sampled_from(Target), min_size=1))
    }
    moments = sorted(draw(st.lists(st.integers(0, LENGTH), min_size=1, max_size=8, unique=True)))
    happened = [Fact(start + moment * MINUTE, draw(st.sampled_from(What))) for moment in moments]
    return budgets, happened, start + draw(st.integers(moments[-1], LENGTH)) * MINUTE


@settings(max_examples=60)
@given(stories())
def test_any_calendar_and_any_story_reads_as_counted_minute_by_minute(story: tuple[dict[Target, Budget], list[Fact], datetime]) -> None:
    budgets, happened, now = story
    found = clocks(budgets, happened)
    counted = count(budgets, happened, now)
    assert [(one.target, one.started_at, one.met_at, one.dropped_at) for one in found] == [
        (one.target, one.started_at, one.met_at, one.dropped_at) for one in counted
    ]
    for one, slow in zip(found, counted, strict=True):
        assert one.used(now) == slow.used * MINUTE
        assert one.breached_at(now) == slow.breached_at
        assert one.warned_at(now) == slow.warned_at
