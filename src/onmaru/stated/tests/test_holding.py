"""What holds of what was stated: read, struck out, noted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.facts import Fact, Kind
from onmaru.stated.holding import Amended, holding, key

ORDER, OTHER = Fact(Kind.ORDER, "20261104-0001234", 0), Fact(Kind.ORDER, "20261104-0009999", 0)
PHONE = Fact(Kind.PHONE, "010-1234-5678", 0)


@pytest.mark.parametrize(
    ("found", "amended", "holds"),
    [
        ((), Amended(), []),
        ((ORDER, PHONE, ORDER), Amended(), [ORDER, PHONE]),
        ((PHONE, Fact(Kind.PHONE, "010 1234 5678", 9)), Amended(), [PHONE]),
        ((ORDER, PHONE), Amended(struck=(ORDER,)), [PHONE]),
        # However it was written: it is the same number that does not hold.
        ((PHONE,), Amended(struck=(Fact(Kind.PHONE, "+82 10 1234 5678", 0),)), []),
        ((ORDER, PHONE), Amended(noted=(OTHER,), struck=(ORDER,)), [OTHER, PHONE]),
        ((ORDER,), Amended(noted=(ORDER,)), [ORDER]),
        ((), Amended(noted=(OTHER,)), [OTHER]),
    ],
)
def test_what_holds(found: tuple[Fact, ...], amended: Amended, holds: list[Fact]) -> None:
    assert holding(found, amended) == holds


SOME = st.lists(st.builds(Fact, st.sampled_from([Kind.ORDER, Kind.PHONE]), st.sampled_from(["1", "2", "3", "1 ", "2-"]), st.just(0)))


@given(found=SOME, noted=SOME, struck=SOME)
def test_nothing_twice_nothing_struck_and_nothing_noted_is_missing(found: list[Fact], noted: list[Fact], struck: list[Fact]) -> None:
    holds = [key(fact) for fact in holding(found, Amended(tuple(noted), tuple(struck)))]
    assert len(holds) == len(set(holds))
    by_hand = {key(fact) for fact in noted}
    assert by_hand <= set(holds)
    assert not ({key(fact) for fact in struck} - by_hand) & set(holds)
    assert {key(fact) for fact in found} <= set(holds) | {key(fact) for fact in struck}
