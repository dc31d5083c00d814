from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onmaru.routing.choose import (
    Agent,
    Held,
    Not,
    Rules,
    State,
    Waiting,
    When,
    Why,
    choose,
    in_order,
    to_give_back,
    why_now,
)
from onmaru.routing.tests.day import Day

NOW = datetime(2026, 11, 18, 11, tzinfo=UTC)
MINJI, JUNHO, SEOYEON = Agent(1), Agent(2), Agent(3)


def waits(number: int, minutes: int = 1, **more: object) -> Waiting:
    return Waiting(number, NOW - timedelta(minutes=minutes), **more)  # pyright: ignore[reportArgumentType]


def test_order_is_priority_then_promise_then_age() -> None:
    low, due, old, new = waits(1, 50, priority=0), waits(2, 5, due_at=NOW), waits(3, 40), waits(4, 4)
    assert [one.id for one in in_order([new, old, due, low], NOW)] == [2, 3, 4, 1]


def test_anger_and_waiting_lift() -> None:
    angry, patient, high = waits(1, 2, anger=0.9), waits(2, 130), waits(3, 3, priority=2)
    assert [one.id for one in in_order([high, angry, patient], NOW)] == [2, 3, 1]
    # So does hurry; who is angry and in a hurry as well goes no further than that.
    both, hurried, urgent = waits(4, 2, anger=0.9, hurry=0.8), waits(5, 4, hurry=0.8), waits(6, 1, priority=3)
    assert [one.id for one in in_order([waits(7, 9), both, hurried, urgent], NOW)] == [6, 5, 4, 7]


def test_vips_come_first_but_not_for_ever() -> None:
    vips = [waits(number, is_vip=True) for number in range(1, 7)]
    others = [waits(number, 30) for number in range(11, 13)]
    assert [one.id for one in in_order([*others, *vips], NOW)] == [1, 2, 3, 11, 4, 5, 6, 12]


def test_a_big_order_counts_like_a_vip() -> None:
    assert [one.id for one in in_order([waits(1, 9), waits(2, order_value=300_000)], NOW, Rules(big_order=200_000))] == [2, 1]


@pytest.mark.parametrize(
    ("agent", "reason"),
    [
        (replace(MINJI, state=State.OFFLINE), Not.OFFLINE),
        (replace(MINJI, state=State.AWAY), Not.AWAY),
        (replace(MINJI, on_shift=False), Not.OFF_SHIFT),
        (replace(MINJI, teams=frozenset({9})), Not.TEAM),
        (replace(MINJI, teams=frozenset({5}), languages=frozenset({"ko"})), Not.LANGUAGE),
        (replace(MINJI, teams=frozenset({5}), languages=frozenset({"en"}), skills=frozenset({"b2b"})), Not.SKILL),
        (replace(MINJI, teams=frozenset({5}), languages=frozenset({"en"}), skills=frozenset({"refund"}), load=2), Not.FULL),
    ],
)
def test_who_cannot_is_not_asked_and_it_is_said_why(agent: Agent, reason: Not) -> None:
    made = choose([waits(1, team=5, language="en", skill="refund", weight=3)], [agent], NOW)
    assert (made.assignments, made.unassigned) == ((), {1: {1: reason}})


def test_the_last_agent_has_it_again_when_there() -> None:
    busy = replace(JUNHO, given=40)
    assert choose([waits(1, last_agent=2)], [MINJI, busy], NOW).assignments[0].why == (Why.LAST_AGENT,)
    away = replace(busy, state=State.AWAY)
    [one] = choose([waits(1, last_agent=2)], [MINJI, away], NOW).assignments
    assert (one.agent, one.why, one.against) == (1, (Why.ONLY_ONE,), {2: Not.AWAY})


def test_who_had_least_today_by_the_hour_gets_it() -> None:
    long, short = replace(MINJI, given=16, hours=8.0), replace(JUNHO, given=6, hours=2.0)
    [one] = choose([waits(1)], [long, short], NOW).assignments
    assert (one.agent, one.why) == (1, (Why.LEAST_TODAY,))


def test_of_two_alike_the_freer() -> None:
    [one] = choose([waits(1)], [replace(MINJI, load=3), replace(JUNHO, load=1)], NOW).assignments
    assert (one.agent, one.why) == (2, (Why.FREEST,))


def test_a_call_takes_the_room_of_four_chats() -> None:
    made = choose([waits(1, 9, weight=4), waits(2), waits(3)], [MINJI, replace(JUNHO, load=3)], NOW)
    assert [(one.waiting, one.agent) for one in made.assignments] == [(1, 1), (2, 2)]
    assert made.unassigned == {3: {1: Not.FULL, 2: Not.FULL}}


def test_after_a_while_other_teams_help() -> None:
    others = replace(MINJI, teams=frozenset({2}))
    rules = Rules(overflow_after=timedelta(minutes=10))
    assert choose([waits(1, 9, team=1)], [others], NOW, rules).unassigned == {1: {1: Not.TEAM}}
    [one] = choose([waits(1, 10, team=1)], [others], NOW, rules).assignments
    assert one.why == (Why.ONLY_ONE, Why.OVERFLOW)


def test_who_names_no_skills_or_languages_has_them_all() -> None:
    [one] = choose([waits(1, skill="refund", language="en")], [MINJI], NOW).assignments
    assert one.agent == 1


def test_another_team_helps_only_when_its_own_has_no_room() -> None:
    own, helper = replace(MINJI, teams=frozenset({1})), replace(JUNHO, teams=frozenset({2}))
    stranger = replace(SEOYEON, teams=frozenset({3}))
    one = waits(1, team=1, helpers=frozenset({2}))
    assert choose([one], [own, helper, stranger], NOW).assignments[0].agent == 1
    [made] = choose([one], [replace(own, load=4), helper, stranger], NOW).assignments
    assert (made.agent, made.why, made.against) == (2, (Why.ONLY_ONE, Why.OVERFLOW), {1: Not.FULL, 3: Not.TEAM})
    both_full = choose([one], [replace(own, load=4), replace(helper, load=4), stranger], NOW)
    assert both_full.unassigned == {1: {1: Not.FULL, 2: Not.FULL, 3: Not.TEAM}}


def test_what_waits_for_who_left_is_given_back() -> None:
    agents = [MINJI, replace(JUNHO, state=State.OFFLINE)]
    assert to_give_back([Held(1, 1, True), Held(2, 2, True), Held(3, 2, False), Held(4, 7, True)], agents) == [2, 4]


def test_big_orders_go_first_but_not_for_ever() -> None:
    rules = Rules(big_order=300_000)
    waiting = [waits(1, 30, order_value=299_000), *(waits(number, 5, order_value=300_000) for number in range(2, 7))]
    assert [one.id for one in in_order(waiting, NOW, rules)] == [2, 3, 4, 1, 5, 6]
    assert [one.id for one in in_order(waiting, NOW, Rules())] == [1, 2, 3, 4, 5, 6]
    assert why_now(waiting[1], waiting, NOW, rules) == (When.VALUE,)
    assert When.TURN in why_now(waiting[0], waiting, NOW, rules) and When.TURN not in why_now(waiting[0], waiting, NOW)


agents_of = st.lists(
    st.builds(
        Agent, id=st.integers(1, 99), teams=st.frozensets(st.integers(1, 3)), skills=st.frozensets(st.sampled_from("ab")),
        state=st.sampled_from(State), on_shift=st.booleans(), capacity=st.integers(0, 6), load=st.integers(0, 6), given=st.integers(0, 30),
        hours=st.floats(0, 8),
    ),
    max_size=6, unique_by=lambda agent: agent.id,
)  # fmt: skip
waiting_of = st.lists(
    st.builds(
        Waiting, id=st.integers(1, 99), since=st.integers(0, 500).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        due_at=st.none() | st.just(NOW), priority=st.integers(0, 3), is_vip=st.booleans(), weight=st.integers(1, 4),
        order_value=st.sampled_from([0, 400_000]), team=st.none() | st.integers(1, 3), helpers=st.frozensets(st.integers(1, 3), max_size=1),
        skill=st.sampled_from(["", "a", "b"]), last_agent=st.none() | st.integers(1, 99),
    ),
    max_size=12, unique_by=lambda one: one.id,
)  # fmt: skip


@settings(max_examples=200)
@given(waiting_of, agents_of)
def test_nobody_has_too_much_and_nobody_waits_for_nothing(waiting: list[Waiting], agents: list[Agent]) -> None:
    made = choose(waiting, agents, NOW, Rules(big_order=300_000))
    left = {agent.id: agent.capacity - agent.load for agent in agents}
    by_id, people = {one.id: one for one in waiting}, {agent.id: agent for agent in agents}
    for one in made.assignments:
        left[one.agent] -= by_id[one.waiting].weight
        assert left[one.agent] >= 0
        assert one.agent not in one.against
        assert people[one.agent].state == State.AVAILABLE and people[one.agent].on_shift
    assert {one.waiting for one in made.assignments} | set(made.unassigned) == set(by_id)
    for number, against in made.unassigned.items():
        # There is a reason against everybody, and who is full really is.
        assert set(against) == set(people)
        assert all(left[agent] < by_id[number].weight for agent, reason in against.items() if reason == Not.FULL)


@pytest.mark.parametrize("seed", range(6))
def test_a_whole_day_is_fair_and_nobody_waits_while_somebody_is_free(seed: int) -> None:
    day = Day(seed).live()
    assert day.problems == []
    shares = [agent.given / agent.hours for agent in day.agents.values()]
    mean = sum(shares) / len(shares)
    assert max(abs(share - mean) for share in shares) <= 0.1 * mean
    assert not day.waiting or max(day.served.values()) < timedelta(hours=2)


def test_on_a_day_with_too_few_hands_nobody_starves() -> None:
    day = Day(1).live(staff=4)
    assert day.problems == []
    assert max(day.served.values()) < timedelta(hours=6)
