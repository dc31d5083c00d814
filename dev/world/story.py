"""The letters as one story: every step of every conversation, in the order in which it happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from dev.world.cast import agent, is_agent, team
from dev.world.files import file
from dev.world.letter import Act, Letter, letters
from dev.world.mails import Mail
from dev.world.steps import (
    AgentReplies,
    Assigned,
    CustomerIsAway,
    CustomerWrites,
    GivenToTeam,
    MarkedSpam,
    Merged,
    NoteWritten,
    ReplyBounces,
    Resolved,
    Snoozed,
    Step,
    Tagged,
)
from dev.world.when import WEEKDAYS, Moments

_PLACEHOLDER = re.compile(r"\{(order|day) (\S+)(?: (\d+))?\}")


def story(now: datetime) -> list[Step]:
    """Every step up to `now`, the earliest first."""
    moments = Moments(now)
    return sorted((step for letter in letters() for step in steps(letter, moments)), key=lambda step: step.at)


def steps(letter: Letter, moments: Moments) -> Iterator[Step]:
    """One letter's steps. What was written for the same minute keeps its order by a second's distance."""
    previous: datetime | None = None
    for number, act in enumerate(letter.acts):
        at = moments.at(act.when)
        if previous is not None and at <= previous:
            at = previous + timedelta(seconds=1)
        previous = at
        yield _step(letter, act, at, moments)
        if number == 0 and letter.team:
            previous = at + timedelta(seconds=1)
            yield GivenToTeam(at=previous, letter=letter.slug, team=team(letter.team))


def _step(letter: Letter, act: Act, at: datetime, moments: Moments) -> Step:
    if is_agent(act.who):
        verb, _, rest = act.deed.partition(" ")
        return _DEEDS[verb](letter, act, rest, at, moments)
    if act.who == "mailer":
        return ReplyBounces(at=at, letter=letter.slug, recipient=letter.customer.email)
    deed, _, rest = act.deed.partition(" ")
    mail = Mail(
        writer=letter.writer(act.who),
        subject=letter.subject,
        text=_told(act.text, moments),
        at=at,
        copies=tuple(letter.writer(key) for key in rest.split()) if deed == "cc" else (),
        files=tuple(file(name) for name in act.files),
    )
    kind = CustomerIsAway if deed == "away" else CustomerWrites
    return kind(at=at, letter=letter.slug, mail=mail)


def _replies(letter: Letter, act: Act, _rest: str, at: datetime, moments: Moments) -> Step:
    text, files = _told(act.text, moments), tuple(file(name) for name in act.files)
    return AgentReplies(at=at, letter=letter.slug, agent=agent(act.who), text=text, files=files)


def _notes(letter: Letter, act: Act, _rest: str, at: datetime, moments: Moments) -> Step:
    return NoteWritten(at=at, letter=letter.slug, agent=agent(act.who), text=_told(act.text, moments))


def _takes(letter: Letter, act: Act, _rest: str, at: datetime, _moments: Moments) -> Step:
    return Assigned(at=at, letter=letter.slug, agent=agent(act.who), to=agent(act.who))


def _assigns(letter: Letter, act: Act, rest: str, at: datetime, _moments: Moments) -> Step:
    return Assigned(at=at, letter=letter.slug, agent=agent(act.who), to=agent(rest))


def _tags(letter: Letter, act: Act, rest: str, at: datetime, _moments: Moments) -> Step:
    return Tagged(at=at, letter=letter.slug, agent=agent(act.who), tags=tuple(rest.split(", ")))


def _snoozes(letter: Letter, act: Act, rest: str, at: datetime, moments: Moments) -> Step:
    until = moments.at(rest.removeprefix("until "))
    return Snoozed(at=at, letter=letter.slug, agent=agent(act.who), until=until)


def _resolves(letter: Letter, act: Act, _rest: str, at: datetime, _moments: Moments) -> Step:
    return Resolved(at=at, letter=letter.slug, agent=agent(act.who))


def _marks(letter: Letter, act: Act, _rest: str, at: datetime, _moments: Moments) -> Step:
    return MarkedSpam(at=at, letter=letter.slug, agent=agent(act.who))


def _merges(letter: Letter, act: Act, rest: str, at: datetime, _moments: Moments) -> Step:
    return Merged(at=at, letter=letter.slug, agent=agent(act.who), into=rest.removeprefix("into "))


_DEEDS: dict[str, Callable[[Letter, Act, str, datetime, Moments], Step]] = {
    "replies": _replies,
    "notes": _notes,
    "takes": _takes,
    "assigns": _assigns,
    "tags": _tags,
    "snoozes": _snoozes,
    "resolves": _resolves,
    "marks": _marks,
    "merges": _merges,
}


def _told(text: str, moments: Moments) -> str:
    def fill(matched: re.Match[str]) -> str:
        day = moments.day(matched[2])
        if matched[1] == "order":
            return f"{day:%Y%m%d}-{int(matched[3]):07d}"
        return f"{day.month}월 {day.day}일({WEEKDAYS[day.weekday()]})"

    return _PLACEHOLDER.sub(fill, text)
