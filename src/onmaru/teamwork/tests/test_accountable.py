"""Exactly one person is accountable for a conversation, whatever was done to it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.events import actor
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.models import Conversation, Presence
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.actions.appoint import deactivate, reactivate
from onmaru.people.models import Agent, Team
from onmaru.teamwork.accountable import Because, Nobody, Person, accountable
from onmaru.teamwork.accounting import accountable_for
from onmaru.teamwork.models import Duty
from onmaru.teamwork.tests.conftest import Write

MINJI, SUA, JUNHO, LEAD, HARU = Person(1), Person(2), Person(3, leads=True), Person(4, leads=True, on_shift=True), Person(5, owns=True)


@pytest.mark.parametrize(
    ("assignee", "duty_owner", "people", "expected"),
    [
        (1, 2, [MINJI, SUA, JUNHO, HARU], (1, Because.ASSIGNED)),
        (None, 2, [MINJI, SUA, JUNHO, HARU], (2, Because.DUTY)),
        (None, None, [MINJI, JUNHO, LEAD, HARU], (4, Because.LEAD_ON_SHIFT)),
        (None, None, [MINJI, JUNHO, HARU], (3, Because.LEAD)),
        (None, None, [MINJI, SUA, HARU], (5, Because.OWNER)),
        # Who left is accountable for nothing.
        (1, 2, [SUA, HARU], (2, Because.DUTY)),
        (1, 2, [LEAD, HARU], (4, Because.LEAD_ON_SHIFT)),
        (1, None, [HARU], (5, Because.OWNER)),
        # Of two the one who has been here longest.
        (None, None, [Person(9, owns=True), HARU], (5, Because.OWNER)),
    ],
)
def test_the_rule(assignee: int | None, duty_owner: int | None, people: list[Person], expected: tuple[int, Because]) -> None:
    assert accountable(assignee, duty_owner, people) == expected


def test_a_shop_without_an_owner_is_told_so() -> None:
    with pytest.raises(Nobody):
        accountable(1, None, [])


PEOPLE = st.lists(st.builds(Person, st.integers(1, 30), st.booleans(), st.booleans(), st.booleans()), unique_by=lambda one: one.number)
NUMBERS = st.one_of(st.none(), st.integers(1, 30))


@given(NUMBERS, NUMBERS, PEOPLE, st.randoms())
def test_it_is_one_of_those_at_work_in_whatever_order_they_come(
    assignee: int | None, duty_owner: int | None, people: list[Person], order: random.Random
) -> None:
    people = [*people, Person(31, owns=True)]
    number, because = accountable(assignee, duty_owner, people)
    assert number in {one.number for one in people}
    order.shuffle(people)
    assert accountable(assignee, duty_owner, people) == (number, because)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_after_any_deeds_there_is_exactly_one(
    seed: int, write: Write, orders: Team, warehouse: Team, haru: Agent, minji: Agent, sua: Agent, junho: Agent
) -> None:
    chance, number = random.Random(seed), write().pk
    people, teams = [haru, minji, sua, junho], [orders, warehouse, None]
    for _step in range(25):
        conversation = Conversation.objects.get(pk=number)
        by = chance.choice(people)
        deed = chance.choice(["assign", "nobody", "transfer", "resolve", "reopen", "leave", "return", "sit"])
        if deed == "assign":
            assign(conversation, chance.choice(people), actor.agent(by.pk))
        elif deed == "nobody":
            assign(conversation, None, actor.agent(by.pk))
        elif deed == "transfer":
            transfer(conversation, chance.choice(teams), by=actor.agent(by.pk))
        elif deed == "resolve":
            resolve(conversation, by)
        elif deed == "reopen":
            reopen(conversation, by)
        elif deed == "leave":
            deactivate(chance.choice([minji, sua, junho]), haru)
        elif deed == "return":
            reactivate(chance.choice([minji, sua, junho]), haru)
        else:
            Presence.objects.update_or_create(tab=f"tab-{by.pk}", defaults={"agent": by, "at": clock.now()})
        run_waiting()
        found = accountable_for(Conversation.objects.get(pk=number))
        assert found is not None and found.agent.is_active
        # What is owed is owed by somebody who is here.
        assert not Duty.objects.still_open().filter(owner__is_active=False).exists()
        assert Duty.objects.still_open().filter(conversation=number).count() <= 1
