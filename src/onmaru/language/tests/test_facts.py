from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.facts import Kind, facts, plain, won


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("제 번호는 010-1234-5678입니다", [(Kind.PHONE, "010-1234-5678")]),
        ("01012345678로 전화 주세요", [(Kind.PHONE, "01012345678")]),
        ("+82 10-1234-5678", [(Kind.PHONE, "+82 10-1234-5678")]),
        ("대표번호 1588-1234, 02-345-6789", [(Kind.PHONE, "1588-1234"), (Kind.PHONE, "02-345-6789")]),
        ("주문번호 20261122-0001인데요", [(Kind.ORDER, "20261122-0001")]),
        ("주문 번호는 : A1B2C3 입니다", [(Kind.ORDER, "A1B2C3")]),
        ("2026-1115-0042 언제 오나요", [(Kind.ORDER, "2026-1115-0042")]),
        ("order #HR-20261122", [(Kind.ORDER, "HR-20261122")]),
        ("운송장번호 1234-5678-9012 조회가 안 돼요", [(Kind.PARCEL, "1234-5678-9012")]),
        ("CJ택배 640012345678", [(Kind.PARCEL, "640012345678")]),
        ("국민은행 123456-78-901234로 환불해 주세요", [(Kind.ACCOUNT, "123456-78-901234")]),
        ("yuna@customer.example로 보내 주세요", [(Kind.EMAIL, "yuna@customer.example")]),
        ("29,900원 환불", [(Kind.AMOUNT, "29,900원")]),
        ("3만 5000원", [(Kind.AMOUNT, "3만 5000원")]),
        ("11월 22일에 샀어요", [(Kind.DATE, "11월 22일")]),
        ("2026.11.22 주문", [(Kind.DATE, "2026.11.22")]),
        ("2개 주문했어요. 10시에 와요", []),
        ("언제 오나요?", []),
    ],
)
def test_what_is_stated_is_found(text: str, found: list[tuple[Kind, str]]) -> None:
    assert [(fact.kind, fact.text) for fact in facts(text)] == found


def test_the_same_number_is_the_same_however_it_is_written() -> None:
    assert {plain(facts(text)[0]) for text in ("010-1234-5678", "01012345678", "+82 10 1234 5678")} == {"01012345678"}


@given(st.text(st.sampled_from("0123456789-., 원월일주문번호운송장은행@a.b"), max_size=300))
def test_no_place_is_read_twice(text: str) -> None:
    found = facts(text)
    assert all(one.start + len(one.text) <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("35,000원", 35_000),
        ("₩35,000", 35_000),
        ("3만 5천원", 35_000),
        ("12만 원", 120_000),
        ("1만5000원", 15_000),
        ("5만천원", 51_000),
        ("원", 0),
    ],
)
def test_what_an_amount_comes_to(text: str, amount: int) -> None:
    assert won(text) == amount
