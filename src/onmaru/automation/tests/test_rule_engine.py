"""What rules ask and which of them act: tables, and properties for any rules there may be."""

from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.automation.rules.engine import Limits, Shape, Spent, decide
from onmaru.automation.rules.tree import (
    All,
    Answer,
    Any_,
    Node,
    Not,
    Question,
    Unreadable,
    answered,
    from_json,
    questions,
    to_json,
    why_to_json,
)

YES, NO, WHO_KNOWS = (Question(name, ("x",)) for name in ("yes", "no", "gone"))
ANSWERS: dict[str, Answer] = {"yes": True, "no": False, "gone": None}


def ask(question: Question) -> Answer:
    return ANSWERS[question.field]


@pytest.mark.parametrize(
    ("node", "answer"),
    [
        (YES, True), (NO, False), (WHO_KNOWS, None),
        (Not(YES), False), (Not(NO), True), (Not(WHO_KNOWS), None),
        (All(), True), (Any_(), False),
        (All((YES, YES)), True), (All((YES, NO)), False), (All((YES, WHO_KNOWS)), None), (All((NO, WHO_KNOWS)), False),
        (Any_((NO, YES)), True), (Any_((NO, NO)), False), (Any_((NO, WHO_KNOWS)), None), (Any_((YES, WHO_KNOWS)), True),
        (All((YES, Any_((NO, Not(NO))))), True),
    ],
)  # fmt: skip
def test_trees_are_answered(node: Node, answer: Answer) -> None:
    assert answered(node, ask).answer is answer


nodes = st.recursive(
    st.sampled_from([YES, NO, WHO_KNOWS]),
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(All, st.lists(parts, max_size=3).map(tuple)),
        st.builds(Any_, st.lists(parts, max_size=3).map(tuple)),
    ),
    max_leaves=6,
)


@given(nodes, nodes)
def test_opposites_and_de_morgan_hold_also_where_nobody_can_tell(one: Node, other: Node) -> None:
    def answer(node: Node) -> Answer:
        return answered(node, ask).answer

    assert answer(Not(Not(one))) is answer(one)
    assert answer(Not(All((one, other)))) is answer(Any_((Not(one), Not(other))))
    assert answer(Not(Any_((one, other)))) is answer(All((Not(one), Not(other))))


@given(nodes)
def test_a_tree_is_read_as_it_was_written(node: Node) -> None:
    try:
        read = from_json(to_json(node))
    except Unreadable:
        # Too deep to be meant.
        return
    assert read == node
    assert set(questions(read)) == set(questions(node))
    assert why_to_json(answered(node, ask)).get("is") is answered(node, ask).answer


@pytest.mark.parametrize(
    "said",
    [None, [], {}, {"all": {}}, {"any": [1]}, {"not": []}, {"field": "tag"}, {"field": "tag", "values": [1]}, {"all": [], "any": []},
     {"field": 1, "values": []}, {"not": {"not": {"not": {"not": {"not": {"not": {"all": []}}}}}}},
     {"all": [{"field": "tag", "values": ["x"]}] * 61}],
)  # fmt: skip
def test_what_is_no_tree_is_refused(said: object) -> None:
    with pytest.raises(Unreadable):
        from_json(said)


def acting(rules: list[Shape], **more: object) -> list[int]:
    return [decision.rule for decision in decide(rules, ask, **more) if decision.acts]  # pyright: ignore[reportArgumentType]


def test_rules_act_in_their_order_and_one_that_stops_ends_its_group_only() -> None:
    rules = [
        Shape(1, YES, "a", stops=True),
        Shape(2, YES, "a"),
        Shape(3, YES, "b"),
        Shape(4, YES),
        Shape(5, YES, stops=True),
        Shape(6, YES),
    ]
    assert acting(rules) == [1, 3, 4, 5]
    assert [decision.because for decision in decide(rules, ask)] == [None, "stopped", None, None, None, "stopped"]


def test_a_rule_that_does_not_act_stops_nothing() -> None:
    assert acting([Shape(1, NO, "a", stops=True), Shape(2, WHO_KNOWS, "a", stops=True), Shape(3, YES, "a")]) == [3]


def test_a_second_look_does_not_let_the_rest_of_a_stopped_group_act() -> None:
    rules = [Shape(1, YES, "a", stops=True), Shape(2, YES, "a"), Shape(3, YES, "b")]
    assert acting(rules, done=frozenset({1, 3})) == []


def test_what_a_rule_brought_about_is_not_for_it_and_chains_end() -> None:
    rules = [Shape(1, YES), Shape(2, YES)]
    assert acting(rules, chain=(1,)) == [2]
    assert acting(rules, chain=(2, 1)) == []
    assert [decision.because for decision in decide([Shape(9, YES)], ask, chain=(1, 2, 3))] == ["chain"]


def test_budgets_are_kept_within_one_look_too() -> None:
    rules = [Shape(number, YES) for number in range(1, 6)]
    assert acting(rules, spent=Spent(28, 0)) == [1, 2]
    assert acting(rules, spent=Spent(0, 59)) == [1]
    assert [one.because for one in decide(rules, ask, spent=Spent(28, 0))][2:] == ["conversation_budget"] * 3
    assert [one.because for one in decide(rules, ask, spent=Spent(0, 60))] == ["customer_budget"] * 5


shapes = st.lists(st.tuples(nodes, st.sampled_from(["", "a", "b"]), st.booleans()), min_size=1, max_size=12).map(
    lambda made: [Shape(number, *one) for number, one in enumerate(made)]
)


@given(shapes, st.integers(1, 40), st.integers(1, 40))
def test_any_rules_come_to_rest(rules: list[Shape], in_conversation: int, for_customer: int) -> None:
    """The worst of worlds: whatever a rule does is an occasion for all of them, and all of it is answered with yes."""
    limits = Limits(in_conversation=in_conversation, for_customer=for_customer)
    waiting: deque[tuple[int, ...]] = deque([()])
    runs: list[tuple[int, ...]] = []
    while waiting:
        chain = waiting.popleft()
        for decision in decide(rules, ask, chain, spent=Spent(len(runs), len(runs)), limits=limits):
            if decision.acts:
                runs.append((*chain, decision.rule))
                waiting.append(runs[-1])
        assert len(runs) <= min(in_conversation, for_customer)
    assert all(len(set(run)) == len(run) <= limits.chain for run in runs)


@given(shapes)
def test_without_any_budget_the_chain_alone_brings_rest(rules: list[Shape]) -> None:
    limits, most = Limits(chain=2, in_conversation=10**6, for_customer=10**6), len(rules)
    waiting: deque[tuple[int, ...]] = deque([()])
    runs = 0
    while waiting:
        chain = waiting.popleft()
        acts = [one.rule for one in decide(rules, ask, chain, limits=limits) if one.acts]
        runs += len(acts)
        waiting.extend((*chain, rule) for rule in acts)
    assert runs <= most + most * (most - 1)
