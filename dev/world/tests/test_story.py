from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from dev.world import cast
from dev.world.letter import ENDS, Letter, letters
from dev.world.steps import (
    AgentActs,
    AgentReplies,
    Assigned,
    CustomerIsAway,
    CustomerWrites,
    MarkedSpam,
    Merged,
    NoteWritten,
    ReplyBounces,
    Resolved,
    Snoozed,
    Step,
    Tagged,
)
from dev.world.story import steps, story
from dev.world.when import SEOUL, Moments, is_working_day

LETTERS = letters()
# A Monday after midnight, a Sunday evening, a working afternoon, and the day after the longest Korean holiday.
NOWS = [
    datetime(2026, 11, 23, 0, 20, tzinfo=SEOUL),
    datetime(2026, 11, 22, 21, 0, tzinfo=SEOUL),
    datetime(2026, 11, 25, 15, 30, tzinfo=SEOUL),
    datetime(2027, 2, 10, 9, 0, tzinfo=SEOUL),
]


@pytest.fixture(params=NOWS, ids=str)
def now(request: pytest.FixtureRequest) -> datetime:
    return request.param


def by_name(letter: Letter) -> str:
    return letter.slug


def end_of(happened: list[Step]) -> str:
    """How a conversation stands after its steps."""
    last = happened[-1]
    if any(isinstance(step, ReplyBounces) for step in happened):
        return "bounced"
    for kind, end in ((Resolved, "resolved"), (Snoozed, "snoozed"), (MarkedSpam, "spam"), (Merged, "merged"), (CustomerIsAway, "away")):
        if isinstance(last, kind):
            return end
    spoken = [step for step in happened if isinstance(step, CustomerWrites | AgentReplies)]
    return "waiting" if isinstance(spoken[-1], CustomerWrites) else "answered"


def test_the_story_is_told_in_order_and_ends_before_now(now: datetime) -> None:
    times = [step.at for step in story(now)]
    assert times == sorted(times)
    assert times[-1] <= now


@pytest.mark.parametrize("letter", LETTERS, ids=by_name)
def test_a_letter_keeps_its_order_whenever_it_is_told(letter: Letter) -> None:
    for now in NOWS:
        moments = Moments(now)
        written = [moments.at(act.when) for act in letter.acts]
        assert written == sorted(written)


@pytest.mark.parametrize("letter", LETTERS, ids=by_name)
def test_a_letter_ends_as_it_says(letter: Letter) -> None:
    happened = list(steps(letter, Moments(NOWS[0])))
    assert isinstance(happened[0], CustomerWrites)
    assert end_of(happened) == letter.ends
    reopened = 0
    for before, step in pairwise(happened):
        reopened += isinstance(before, Resolved) and isinstance(step, CustomerWrites)
    assert reopened + 1 == letter.episodes


def test_every_way_to_end_is_there() -> None:
    assert {letter.ends for letter in LETTERS} == set(ENDS)
    assert any(letter.episodes > 1 and letter.ends != "resolved" for letter in LETTERS)


def test_every_view_has_something_to_show(now: datetime) -> None:
    told = story(now)
    kinds = Counter(type(step) for step in told)
    assert all(kinds[kind] for kind in (NoteWritten, Assigned, Tagged, Snoozed, Resolved, MarkedSpam, Merged))
    assigned = {step.letter for step in told if isinstance(step, Assigned)}
    waiting = {letter.slug for letter in LETTERS if letter.ends == "waiting"}
    assert waiting & assigned
    assert waiting - assigned
    assert {letter.team for letter in LETTERS if letter.team} == {team.key for team in cast.TEAMS}
    assert {step.agent.key for step in told if isinstance(step, AgentActs)} == {agent.key for agent in cast.AGENTS}
    assert {tag for step in told if isinstance(step, Tagged) for tag in step.tags} == set(cast.TAGS)


def test_what_sleeps_still_sleeps(now: datetime) -> None:
    ends = {letter.slug: letter.ends for letter in LETTERS}
    for step in story(now):
        if isinstance(step, Snoozed) and ends[step.letter] == "snoozed":
            assert step.until > now


def test_who_only_comments_never_replies() -> None:
    light = {agent.key for agent in cast.AGENTS if agent.role == "light"}
    for step in story(NOWS[0]):
        if isinstance(step, AgentActs) and step.agent.key in light:
            assert isinstance(step, NoteWritten)


def test_agents_work_on_working_days() -> None:
    lately = timedelta(hours=10)
    for now in NOWS:
        for step in story(now):
            if isinstance(step, AgentReplies) and step.at < now - lately:
                assert is_working_day(step.at.astimezone(SEOUL).date()), step.letter
                assert cast.HOURS.opens <= step.at.astimezone(SEOUL).time() < cast.HOURS.closes, step.letter


def test_every_customer_of_the_cast_writes() -> None:
    writers = {step.mail.writer.key for step in story(NOWS[0]) if isinstance(step, CustomerWrites)}
    assert {customer.key for customer in cast.CUSTOMERS} <= writers
