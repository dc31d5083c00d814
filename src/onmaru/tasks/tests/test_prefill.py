import pytest

from onmaru.language.facts import Fact, Kind, facts
from onmaru.tasks.prefill import prefilled

SAID = facts("주문번호 20261118-000123, 운송장번호 123456789012 입니다. 연락처는 010-1234-5678")


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Order number", "20261118-000123"),
        ("주문번호", "20261118-000123"),
        ("Parcel number", "123456789012"),
        ("운송장 번호", "123456789012"),
        ("연락처", "010-1234-5678"),
        ("Product", ""),
        ("금액", ""),
    ],
)
def test_what_was_said_is_not_typed_again(label: str, value: str) -> None:
    assert prefilled(label, SAID) == value


def test_the_first_that_holds_is_taken() -> None:
    assert prefilled("주문번호", [Fact(Kind.ORDER, "B-2", 0), *SAID]) == "B-2"
