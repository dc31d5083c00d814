"""How many choices a second: a full queue, fifty agents of three teams with skills and languages, everything explained."""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, datetime, timedelta

from onmaru.routing.choose import Agent, Rules, State, Waiting, choose

LIMIT = 5000
NOW = datetime(2026, 11, 18, 11, tzinfo=UTC)
SKILLS = ["", "", "refund", "return", "b2b"]


def agents(count: int, chance: random.Random) -> list[Agent]:
    return [
        Agent(
            id=number,
            teams=frozenset({1 + number % 3}),
            skills=frozenset(chance.sample(SKILLS[2:], 2)),
            languages=frozenset({"ko", "en"} if number % 4 == 0 else {"ko"}),
            state=State.AWAY if number % 10 == 0 else State.AVAILABLE,
            capacity=40,
            given=chance.randint(0, 30),
            hours=3.0,
        )
        for number in range(1, count + 1)
    ]


def queue(count: int, chance: random.Random) -> list[Waiting]:
    return [
        Waiting(
            id=number,
            since=NOW - timedelta(minutes=chance.randint(0, 240)),
            due_at=NOW + timedelta(minutes=chance.randint(-60, 300)),
            priority=chance.randint(0, 3),
            is_vip=chance.random() < 0.1,
            weight=4 if chance.random() < 0.05 else 1,
            team=chance.randint(1, 3),
            skill=chance.choice(SKILLS),
            language="en" if chance.random() < 0.05 else "ko",
            last_agent=chance.randint(1, 50) if chance.random() < 0.3 else None,
            order_value=chance.randint(0, 500_000),
            anger=chance.random(),
        )
        for number in range(count)
    ]


def main() -> int:
    chance = random.Random(1)
    people, many = agents(50, chance), queue(1500, chance)
    rules = Rules(big_order=400_000, overflow_after=timedelta(hours=3))
    rates = []
    made = choose(many, people, NOW, rules)
    for _ in range(9):
        begun = time.perf_counter()
        made = choose(many, people, NOW, rules)
        rates.append((len(made.assignments) + len(made.unassigned)) / (time.perf_counter() - begun))
    rate = sorted(rates)[len(rates) // 2]
    print(f"{rate:,.0f} choices a second (median of {len(rates)}; {len(made.assignments)} given, {len(made.unassigned)} go on waiting)")
    print(f"ratio to the limit of {LIMIT:,}: {rate / LIMIT:.2f}")
    return 0 if rate >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
