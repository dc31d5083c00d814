"""Many at the same moment, on a real database: nobody is given twice, nobody gets more than fits."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connections

from onmaru.events.models import Event
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation
from onmaru.people.actions.change_availability import change_availability
from onmaru.people.models import Agent, Shop, Team
from onmaru.routing.actions.give_out import give_out
from onmaru.routing.actions.take_next import take_next
from onmaru.routing.models import Choice, Measure, Queue
from onmaru.triage import pipeline

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 6


@pytest.fixture
def team(transactional_db: None) -> Team:
    Shop.objects.create(name="하루상점")
    team = Team.objects.create(name="주문·배송")
    Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example", team=team, acknowledges=False)
    Queue.objects.create(team=team, gives=True)
    return team


def people(team: Team, count: int) -> list[Agent]:
    found = [Agent.objects.create(email=f"{number}@haru.example", name=f"상담사 {number}") for number in range(count)]
    for agent in found:
        agent.teams.add(team)
        change_availability(agent, "work", by=agent)
    return found


def written(count: int) -> list[int]:
    mailbox, messages = Channel.objects.get(), []
    for number in range(count):
        key = uuid4().hex
        sender = Party(f"{number}@customer.example", "김유나", "from")
        messages.append(receive(mailbox, Inbound(key, f"{key}@customer.example", sender, "언제 오나요?", "문의")).message.pk)
    return messages


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Each in a thread and a connection of its own, all beginning together."""
    start = threading.Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> object:
        start.wait()
        try:
            return deed()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def test_who_gives_out_at_the_same_time_gives_nothing_twice_and_nobody_too_much(team: Team) -> None:
    people(team, 3)
    Measure.objects.create(capacity=4)
    written(20)
    at_once(*[give_out] * MANY)
    loads = Counter(Conversation.objects.filter(assignee__isnull=False).values_list("assignee", flat=True))
    assert sorted(loads.values()) == [4, 4, 4]
    assert Choice.objects.count() == Event.objects.filter(name="conversation.assigned").count() == 12
    assert max(Counter(Choice.objects.values_list("conversation", flat=True)).values()) == 1


def test_messages_that_are_understood_at_the_same_time_fill_everybody_and_no_more(team: Team) -> None:
    people(team, 2)
    Measure.objects.create(capacity=3)
    messages = written(10)
    at_once(*[lambda number=number: pipeline.run(number) for number in messages])
    # Whoever was held by its own run while another gave out is given by that run.
    give_out()
    assert sorted(Counter(Choice.objects.values_list("agent", flat=True)).values()) == [3, 3]
    assert Conversation.objects.filter(assignee__isnull=False).count() == 6


def test_two_who_take_the_next_one_at_the_same_time_get_two(team: Team) -> None:
    Queue.objects.update(gives=False)
    agents = people(team, MANY)
    written(MANY)
    taken = at_once(*[lambda agent=agent: take_next(agent) for agent in agents])
    numbers = [row.pk for row in taken if isinstance(row, Conversation)]
    assert len(numbers) == len(set(numbers)) == MANY
    assert set(Conversation.objects.values_list("assignee", flat=True)) == {agent.pk for agent in agents}
    assert Choice.objects.count() == MANY


def test_taking_and_giving_at_the_same_time_never_share_one(team: Team) -> None:
    agents = people(team, 3)
    Measure.objects.create(capacity=3)
    written(12)
    at_once(give_out, *[lambda agent=agent: take_next(agent) for agent in agents], give_out)
    give_out()
    assert max(Counter(Choice.objects.values_list("conversation", flat=True)).values()) == 1
    given = Counter(Choice.objects.filter(how="given").values_list("agent", flat=True))
    assert all(count <= 3 for count in given.values())
