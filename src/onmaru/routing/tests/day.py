"""A generated day: people come as they do, agents begin, take breaks and leave, and every few seconds somebody is chosen."""

import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from onmaru.routing.choose import Agent, Choice, Rules, State, Waiting, choose, to_give_back
from onmaru.routing.choose import Held as Held

OPENS = datetime(2026, 11, 18, 9, tzinfo=UTC)
# How likely somebody comes in a minute of each hour from nine on: two peaks, as shops have them.
PACE = (0.7, 1.1, 1.3, 0.8, 1.0, 1.4, 1.2, 0.9, 0.6)
TEAM = 1


@dataclass
class Day:
    seed: int
    heavy: float = 0.1
    agents: dict[int, Agent] = field(default_factory=dict)
    waiting: dict[int, Waiting] = field(default_factory=dict)
    # By conversation: who has it, until when, and how it waits should it come back.
    held: dict[int, tuple[int, datetime, Waiting]] = field(default_factory=dict)
    served: dict[int, timedelta] = field(default_factory=dict)
    choices: list[tuple[datetime, Choice]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def live(self, staff: int = 8, rules: Rules | None = None) -> "Day":
        chance = random.Random(self.seed)
        for number in range(1, staff + 1):
            self.agents[number] = Agent(number, frozenset({TEAM}), languages=frozenset({"ko"}), capacity=4, hours=0)
        number = 0
        for minute in range(9 * 60):
            now = OPENS + timedelta(minutes=minute)
            self._end(now)
            self._come_and_go(minute, chance)
            while chance.random() < PACE[minute // 60] / 2:
                number += 1
                self.waiting[number] = self._somebody(number, now, chance)
            self._give_back()
            self._choose(now, rules, chance)
        return self

    def _somebody(self, number: int, now: datetime, chance: random.Random) -> Waiting:
        return Waiting(
            number, now, due_at=now + timedelta(minutes=30), priority=chance.choice([0, 1, 1, 1, 2, 3]), is_vip=chance.random() < 0.15,
            weight=4 if chance.random() < self.heavy else 1, team=TEAM, language="ko",
            last_agent=chance.randint(1, len(self.agents)) if chance.random() < 0.3 else None,
        )  # fmt: skip

    def _come_and_go(self, minute: int, chance: random.Random) -> None:
        for number, agent in self.agents.items():
            begins, ends = (0, 480) if number % 2 else (60, 540)
            pause = begins + 180 + number * 7
            state = State.AVAILABLE
            if not begins <= minute < ends:
                state = State.OFFLINE
            elif pause <= minute < pause + 45:
                state = State.AWAY
            hours = agent.hours + (1 / 60 if state == State.AVAILABLE else 0)
            self.agents[number] = replace(agent, state=state, on_shift=begins <= minute < ends, hours=hours)

    def _end(self, now: datetime) -> None:
        for number in [number for number, (_agent, until, _one) in self.held.items() if until <= now]:
            agent, _until, one = self.held.pop(number)
            self.agents[agent] = replace(self.agents[agent], load=self.agents[agent].load - one.weight)

    def _give_back(self) -> None:
        held = [Held(number, agent, waits=number % 2 == 0) for number, (agent, _until, _one) in self.held.items()]
        for number in to_give_back(held, self.agents.values()):
            agent, _until, one = self.held.pop(number)
            self.agents[agent] = replace(self.agents[agent], load=self.agents[agent].load - one.weight)
            self.waiting[number] = one

    def _choose(self, now: datetime, rules: Rules | None, chance: random.Random) -> None:
        made = choose(self.waiting.values(), self.agents.values(), now, rules)
        self.choices.append((now, made))
        for one in made.assignments:
            gone = self.waiting.pop(one.waiting)
            agent = self.agents[one.agent]
            self.agents[one.agent] = replace(agent, load=agent.load + gone.weight, given=agent.given + gone.weight)
            until = now + timedelta(minutes=chance.randint(4, 15))
            self.held[one.waiting] = (one.agent, until, replace(gone, last_agent=one.agent))
            self.served.setdefault(one.waiting, now - gone.since)
            if self.agents[one.agent].load > agent.capacity:
                self.problems.append(f"{now}: {agent.id} has more than fits")
            if agent.state != State.AVAILABLE:
                self.problems.append(f"{now}: {agent.id} is not there")
        for one in self.waiting.values():
            for agent in self.agents.values():
                if agent.state == State.AVAILABLE and agent.on_shift and agent.capacity - agent.load >= one.weight:
                    self.problems.append(f"{now}: {one.id} waits while {agent.id} is free")
