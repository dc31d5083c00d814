"""What goes with a conversation to whoever takes it over, put together from what is known. Pure; the answer is JSON-able, to be frozen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from onmaru.language.facts import facts
from onmaru.language.questions import questions
from onmaru.stated.holding import NOTHING, Amended, holding

Packet = dict[str, Any]
LONGEST = 160
# What was tried last says most; a packet is read at a glance.
TRIES = 6
QUESTIONS = 3
_GREETING = re.compile(
    r"^(?:안녕하세요|안녕하십니까|안녕하셔요|수고하십니다|수고하세요|hello|hi|dear[^,\n]{0,30},)[\s.,!~^]*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a person: `by` is our agent's name, or empty for the customer. `arrived` is False for an answer that did not."""

    at: datetime
    is_in: bool
    text: str
    by: str = ""
    arrived: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """`what` is "answer", "undelivered", "outside", "macro" or "task"."""

    at: datetime
    what: str
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Known:
    """Of the last episode: what was said, oldest first; who took it when; since when the customer waits; what else was tried or amended."""

    said: tuple[Said, ...]
    began_at: datetime
    taken_at: datetime | None = None
    taken_by: str = ""
    waiting_since: datetime | None = None
    tried: tuple[Tried, ...] = ()
    amended: Amended = NOTHING


def packed(known: Known) -> Packet:
    tried = sorted((*_answers(known.said), *known.tried), key=lambda one: one.at)
    return {
        "began_at": known.began_at.isoformat(),
        "taken_at": known.taken_at.isoformat() if known.taken_at else "",
        "taken_by": known.taken_by,
        "waiting_since": known.waiting_since.isoformat() if known.waiting_since else "",
        "tried": [{"at": one.at.isoformat(), "what": one.what, "by": one.by, "words": one.words} for one in tried[-TRIES:]],
        "earlier": max(len(tried) - TRIES, 0),
        "facts": [list(fact) for fact in _facts(known)],
        "summary": _summary(known.said),
    }


def gist(text: str, length: int = LONGEST) -> str:
    """The beginning of what somebody wrote, in one line and without the greeting, cut between words."""
    line = " ".join(text.split())
    line = _GREETING.sub("", line) or line
    if len(line) <= length:
        return line
    head = line[:length]
    return (head.rpartition(" ")[0] or head).rstrip(" ,.") + "…"


def _answers(said: Iterable[Said]) -> list[Tried]:
    return [Tried(one.at, "answer" if one.arrived else "undelivered", one.by, gist(one.text)) for one in said if not one.is_in]


def _facts(known: Known) -> list[tuple[str, str]]:
    """Each once, the latest first: what somebody said last is what holds."""
    read = (fact for one in reversed(known.said) if one.is_in for fact in facts(one.text))
    return [(fact.kind.value, fact.text) for fact in holding(read, known.amended)]


def _summary(said: tuple[Said, ...]) -> Packet:
    """How it began, what the customer wrote last, what they still ask, and what we said last."""
    theirs = [one for one in said if one.is_in]
    ours = [one for one in said if not one.is_in and one.arrived]
    answered = ours[-1].at if ours else None
    since = [one for one in theirs if answered is None or one.at > answered]
    asked = [gist(question) for one in since or theirs[-1:] for question in questions(one.text)]
    first = gist(theirs[0].text) if theirs else ""
    last = gist(theirs[-1].text) if len(theirs) > 1 else ""
    return {
        "messages": len(theirs),
        "first": first,
        "last": last if last != first else "",
        "asks": list(dict.fromkeys(asked))[-QUESTIONS:],
        "answered": gist(ours[-1].text) if ours else "",
    }
