"""What the product decides from its rows is what the pure choice decides from the same day, kept in plain lists beside it."""

import random
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import pytest

from onmaru.customers.models import Customer
from onmaru.inbox.models import Channel, Conversation, Episode
from onmaru.kit import clock
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Team
from onmaru.routing import choose
from onmaru.routing.actions.arrange import set_abilities
from onmaru.routing.actions.give_out import give_out
from onmaru.routing.models import Choice, Measure, Queue
from onmaru.sla.tests.conftest import at

STATES = {"work": choose.State.AVAILABLE, "away": choose.State.AWAY, "home": choose.State.OFFLINE}
CAPACITY = 4


@dataclass
class Beside:
    """The day in plain lists."""

    agents: dict[int, choose.Agent] = field(default_factory=dict)
    waiting: dict[int, choose.Waiting] = field(default_factory=dict)
    # By conversation: who has it, and how it waits.
    held: dict[int, tuple[int, choose.Waiting]] = field(default_factory=dict)
    served: list[bool] = field(default_factory=list)
    minutes: dict[int, int] = field(default_factory=dict)

    def there(self, number: int) -> bool:
        return self.agents[number].state == choose.State.AVAILABLE

    def decide(self, now: datetime) -> dict[int, tuple[int, tuple[choose.Why, ...]]]:
        left = {number: replace(one, last_agent=agent) for number, (agent, one) in self.held.items() if not self.there(agent)}
        run = next((index for index, was_vip in enumerate(reversed(self.served)) if not was_vip), len(self.served))
        made = choose.choose([*self.waiting.values(), *left.values()], self.agents.values(), now, run=min(run, choose.VIP_RUN))
        for one in made.assignments:
            asked = left.get(one.waiting) or self.waiting.pop(one.waiting)
            if one.waiting in self.held:
                self._load(self.held[one.waiting][0], -asked.weight)
            self.held[one.waiting] = (one.agent, asked)
            self._load(one.agent, asked.weight, given=asked.weight)
            self.served.append(asked.is_vip)
        return {one.waiting: (one.agent, one.why) for one in made.assignments}

    def end(self, number: int) -> None:
        agent, asked = self.held.pop(number)
        self._load(agent, -asked.weight)

    def pass_by(self, minutes: int) -> None:
        """In whole minutes: sums of fractions would tell apart what is equal."""
        for number, agent in self.agents.items():
            self.minutes[number] = self.minutes.get(number, 0) + (minutes if self.there(number) else 0)
            self.agents[number] = replace(agent, hours=self.minutes[number] * 60 / 3600)

    def _load(self, number: int, weight: int, given: int = 0) -> None:
        agent = self.agents[number]
        self.agents[number] = replace(agent, load=agent.load + weight, given=agent.given + given)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_both_decide_the_same_all_day(seed: int, mailbox: Channel, junho: Agent) -> None:
    chance, beside = random.Random(seed), Beside()
    team, other = Team.objects.create(name="주문·배송"), Team.objects.create(name="상품 문의")
    Queue.objects.bulk_create([Queue(team=team, gives=True), Queue(team=other, gives=True)])
    # A mail takes two of four points.
    Measure.objects.create(capacity=CAPACITY, weights={"email": 2})
    start = at(18, "11:00")
    beside.agents[junho.pk] = choose.Agent(junho.pk, state=choose.State.OFFLINE, capacity=CAPACITY, hours=0)
    for number in range(5):
        agent = Agent.objects.create(email=f"{number}@haru.example", name=f"상담사 {number}")
        agent.teams.add(team if number < 3 else other)
        languages = ["ko"] if number % 2 else []
        set_abilities(agent, junho, capacity=6 if number == 0 else None, languages=languages, reasons=[])
        change_availability(agent, "work", by=agent)
        beside.agents[agent.pk] = choose.Agent(
            agent.pk, frozenset({team.pk if number < 3 else other.pk}), languages=frozenset(languages),
            capacity=6 if number == 0 else CAPACITY, hours=0,
        )  # fmt: skip
    for minute in range(0, 90, 3):
        now = start + timedelta(minutes=minute)
        with clock.frozen_at(now):
            for number in [number for number in beside.held if chance.random() < 0.2]:
                beside.end(number)
                Conversation.objects.filter(pk=number).update(customer_waiting_since=None)
            for number in [number for number in beside.agents if number != junho.pk and chance.random() < 0.12]:
                state = chance.choice(["work", "work", "away", "home"])
                change_availability(Agent.objects.get(pk=number), state, by=junho)
                beside.agents[number] = replace(beside.agents[number], state=STATES[state])
            for _ in range(chance.choice([0, 1, 1, 2, 3])):
                somebody = _writes(mailbox, chance.choice([team, other]), now, chance)
                beside.waiting[somebody.id] = somebody
            expected = beside.decide(now)
            made = give_out().choices
            assert {number: (choice.agent_id, tuple(choice.why_agent)) for number, choice in made.items()} == expected, minute
        beside.pass_by(3)
    assert Choice.objects.count() == len(beside.served) > 20
    assert all(agent.load <= agent.capacity for agent in beside.agents.values())


def _writes(mailbox: Channel, team: Team, now: datetime, chance: random.Random) -> choose.Waiting:
    is_vip, priority, language = chance.random() < 0.3, chance.choice([0, 1, 1, 2, 3]), chance.choice(["ko", "ko", "en", ""])
    due_at = now + timedelta(minutes=chance.randint(5, 90)) if chance.random() < 0.5 else None
    customer = Customer.objects.create(name="김유나", created_at=now, vip_marked_at=now if is_vip else None)
    owed = {"due_at": due_at, "due_soon_at": due_at, "due_for": "first"} if due_at else {}
    row = Conversation.objects.create(
        channel=mailbox, customer=customer, team=team, priority=priority, language=language, created_at=now, last_activity_at=now,
        customer_waiting_since=now, **owed,
    )  # fmt: skip
    Episode.objects.create(conversation=row, ordinal=1, started_at=now)
    return choose.Waiting(row.pk, now, due_at=due_at, priority=priority, is_vip=is_vip, weight=2, team=team.pk, language=language)
