"""Reads the scripted conversations in `letters/`; its README tells how they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parseaddr
from functools import cache
from pathlib import Path

from dev.world.cast import Customer, customer

FOLDER = Path(__file__).parent / "letters"
ENDS = ("waiting", "answered", "snoozed", "resolved", "merged", "spam", "bounced", "away")

_ACT = re.compile(r"\[(-\d+[mhd][^\]]*)\] (\S+)(?: (.+))?")


@dataclass(frozen=True, slots=True)
class Act:
    """Who does what, and when. `deed` is "" where a customer writes."""

    when: str
    who: str
    deed: str
    text: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    slug: str
    customer: Customer
    subject: str
    ends: str
    team: str
    episodes: int
    acts: tuple[Act, ...]

    def writer(self, key: str) -> Customer:
        """The customer named in an act; `customer` is the letter's own."""
        return self.customer if key in {"customer", self.customer.key} else customer(key)


@cache
def letters() -> tuple[Letter, ...]:
    """Every scripted conversation, by name."""
    return tuple(parse(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.letter")))


def parse(slug: str, script: str) -> Letter:
    head, _, scenes = script.partition("\n\n")
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    return Letter(
        slug=slug,
        customer=_customer(facts["customer"], facts.get("client")),
        subject=facts["subject"],
        ends=facts["ends"],
        team=facts.get("team", ""),
        episodes=int(facts.get("episodes", "1")),
        acts=tuple(_acts(scenes)),
    )


def _customer(said: str, client: str | None) -> Customer:
    name, address = parseaddr(said)
    if "@" in address:
        return Customer("customer", name, address, client or "plain")
    known = customer(said)
    return Customer(known.key, known.name, known.email, client, known.phone) if client else known


def _acts(scenes: str) -> list[Act]:
    acts: list[Act] = []
    lines = scenes.splitlines()
    starts = [number for number, line in enumerate(lines) if _ACT.fullmatch(line)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        matched = _ACT.fullmatch(lines[start])
        assert matched is not None
        body = lines[start + 1 : end]
        text = "\n".join(line for line in body if not line.startswith("+ ")).strip()
        files = tuple(line[2:] for line in body if line.startswith("+ "))
        acts.append(Act(matched[1], matched[2], matched[3] or "", text, files))
    return acts
