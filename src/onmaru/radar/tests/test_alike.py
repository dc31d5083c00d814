"""What makes two conversations one matter, by a table and against a slow and obvious reference."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.radar.alike import ALIKE, AN_ORDERS, TELLING, WORTH, Kind, Matter, alike, doubled, similarity

NOON = datetime(2026, 11, 18, 3, tzinfo=UTC)
WORDS = frozenset(range(20))
ORDER = ("order", "202611200001")


def matter(number: int, person: int = 1, after: timedelta = timedelta(), **more: Any) -> Matter:
    traces = frozenset(more.get("traces", ()))
    return Matter(number, person, more.get("channel", "email"), NOON + after, traces, more.get("pieces", frozenset()))


MIN, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        # The same order: whoever asks, on whatever channel, for two weeks.
        ({"traces": [ORDER]}, {"traces": [ORDER], "person": 2, "after": 10 * DAY}, "order gap"),
        ({"traces": [ORDER]}, {"traces": [ORDER], "after": 12 * MIN, "channel": "webchat"}, "order person gap channels"),
        ({"traces": [ORDER]}, {"traces": [ORDER], "after": 15 * DAY}, None),
        # The same customer needs more than that: the same words, or soon after on another channel.
        ({"pieces": WORDS}, {"pieces": WORDS, "after": 3 * DAY}, "person words gap"),
        ({}, {"after": 12 * MIN, "channel": "webchat"}, "person gap channels"),
        ({}, {"after": 12 * MIN}, None),
        ({}, {"after": 2 * HOUR, "channel": "webchat"}, None),
        ({"pieces": WORDS}, {"pieces": WORDS, "after": 8 * DAY}, None),
        # Two orders are two matters, also in the same words.
        ({"pieces": WORDS, "traces": [ORDER]}, {"pieces": WORDS, "traces": [("order", "2")], "after": MIN}, None),
        ({"pieces": WORDS, "traces": [ORDER]}, {"pieces": WORDS, "after": MIN}, "person words gap"),
        # Words alone are what a hundred people write.
        ({"pieces": WORDS}, {"pieces": WORDS, "person": 2}, None),
        # A stated way to be reached, and the same words.
        (
            {"pieces": WORDS, "traces": [("phone", "01012345678")]},
            {"pieces": WORDS, "person": 2, "traces": [("phone", "01012345678")], "channel": "webchat"},
            "phone words gap channels",
        ),
        ({"traces": [("phone", "01012345678")]}, {"person": 2, "traces": [("phone", "01012345678")], "after": 2 * HOUR}, None),
    ],
)
def test_table(one: dict[str, Any], other: dict[str, Any], kinds: str | None) -> None:
    found = alike(matter(1, **one), matter(2, **other))
    assert (" ".join(kind for kind, _ in found.reasons) if found else None) == kinds


def test_several_reasons_are_surer_than_one() -> None:
    weaker = alike(matter(1, traces=[ORDER]), matter(2, 2, 10 * DAY, traces=[ORDER]))
    stronger = alike(matter(1, traces=[ORDER], pieces=WORDS), matter(2, 1, MIN, traces=[ORDER], pieces=WORDS))
    assert weaker and stronger
    assert WORTH <= weaker.score < stronger.score <= 1
    assert dict(stronger.reasons)[Kind.WORDS] == "100" and dict(stronger.reasons)[Kind.GAP] == "60"


pieces = st.frozensets(st.integers(0, 25), max_size=25)


@given(pieces, pieces)
def test_similarity_is_what_counting_one_by_one_gives(one: frozenset[int], other: frozenset[int]) -> None:
    both = sum(1 for piece in one for it in other if piece == it)
    every = len(list(dict.fromkeys([*one, *other])))
    expected = both / every if every and len(one) >= TELLING and len(other) >= TELLING else 0.0
    assert similarity(one, other) == pytest.approx(expected)


traces = st.frozensets(st.tuples(st.sampled_from(["order", "parcel", "phone", "email"]), st.sampled_from("ab")), max_size=3)
matters = st.builds(
    Matter,
    number=st.integers(1, 50),
    person=st.integers(1, 3),
    channel=st.sampled_from(["email", "webchat"]),
    began_at=st.integers(0, 20 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    traces=traces,
    pieces=st.sampled_from([frozenset(), WORDS, frozenset(range(10, 30)), frozenset(range(40, 60))]),
)


def reference(one: Matter, other: Matter) -> float | None:
    """The rules once more, one after the other, as the documentation says them."""
    kinds = {kind for kind, value in one.traces for its, its_value in other.traces if (kind, value) == (its, its_value)}
    of_things, person = kinds & {"order", "parcel"}, one.person == other.person
    if one.number == other.number or not (kinds or person):
        return None
    apart = abs((one.began_at - other.began_at).total_seconds()) / 3600
    if apart > (24 * 14 if of_things else 24 * 7):
        return None
    both_name_orders = any(kind == "order" for kind, _ in one.traces) and any(kind == "order" for kind, _ in other.traces)
    if both_name_orders and not of_things:
        return None
    doubt = 1.0
    for thing in of_things:
        doubt *= {"order": 0.3, "parcel": 0.3}[thing]
    if person:
        doubt *= 0.6
    else:
        for _handle in kinds - {"order", "parcel"}:
            doubt *= 0.6
    common = similarity(one.pieces, other.pieces)
    if common >= ALIKE:
        doubt *= 1 - common
    doubt *= 0.7 if apart <= 1 else 0.85 if apart <= 24 else 1
    if one.channel != other.channel:
        doubt *= 0.9
    score = round(1 - doubt, 3)
    return score if score >= WORTH else None


@given(matters, matters)
def test_it_is_what_the_rules_say_and_the_same_from_both_sides(one: Matter, other: Matter) -> None:
    found = alike(one, other)
    assert (found.score if found else None) == reference(one, other)
    assert found == alike(other, one)


@given(matters, st.lists(matters, max_size=8, unique_by=lambda matter: matter.number))
def test_of_many_those_are_found_that_are_alike_one_by_one(one: Matter, others: list[Matter]) -> None:
    found = doubled(one, others)
    assert found.keys() == {other.number for other in others if reference(one, other) is not None}
    assert all(abs(one.began_at - other.began_at) <= AN_ORDERS for other in others if other.number in found)
