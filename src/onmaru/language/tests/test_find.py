import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.find import score

# Every name is found better than the one after it.
ORDERS = [
    ("환불", ["환불", "환불 안내", "부분 환불", "미환불 건"]),
    ("ㅎㅂ", ["ㅎㅂ", "환불 안내", "부분 환불 안내문"]),
    ("반푼", ["반푼", "반푼이", "반품"]),
    ("refund", ["Refund", "refund notice", "partial refund", "prerefunded"]),
]
FOUND = """
    환불>환불|환불안내>환불 안내|환 불>환불 안내|화>환불|환ㅂ>환불|안내 환불>환불 안내|ㅎㅂ>환불 안내|ㅎㅂㅇㄴ>환불 안내
    ㅎㅂ ㅇㄴ>환불 안내|ㄳ>감사 인사|ghksqnf>환불 안내|GHksqnf>환불|ㄱㄷ려ㅜㅇ>refund|gq>ㅎㅂ|반푼>반품 접수|베송>배송 지연|배숑>배송
    VIP>vip 고객|refnud>Refund|배송지여>배송 지연 안내|김민지>김민지|minji>minji@haru.example|haru>minji@haru.example
"""
NOT_FOUND = [
    ("", "환불"),
    ("  ", "환불"),
    ("환불", ""),
    ("교환", "환불"),
    ("배송", "반품"),
    ("ㅎㅁ", "환불"),
    ("nf", "김"),
    ("ㅏ", "환불"),
    ("나", "환불 안내"[:2]),
]


@pytest.mark.parametrize(("query", "names"), ORDERS)
def test_closer_names_score_higher(query: str, names: list[str]) -> None:
    scores = [score(query, name) for name in names]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert scores[-1] > 0


@pytest.mark.parametrize(
    ("query", "name"), [pair.strip().split(">") for line in FOUND.split("\n") for pair in line.split("|") if pair.strip()]
)
def test_it_is_found(query: str, name: str) -> None:
    assert score(query, name) > 0


@pytest.mark.parametrize(("query", "name"), NOT_FOUND)
def test_it_is_not_found(query: str, name: str) -> None:
    assert score(query, name) == 0


def test_the_degrees_are_in_order() -> None:
    degrees = [
        score("환불", "환불"),
        score("환불", "환불 안내"),
        score("환불", "부분 환불"),
        score("ㅎㅂ", "환불"),
        score("ghksqnf", "환불"),
        score("환불", "미환불"),
        score("안내 환불", "환불 안내"),
        score("환붕", "환불"),
    ]
    assert degrees == sorted(degrees, reverse=True)
    assert len(set(degrees)) == len(degrees)


@given(st.text(), st.text())
def test_a_score_is_a_share(query: str, name: str) -> None:
    assert 0 <= score(query, name) <= 1


@given(st.text("가나다환불abc", min_size=1))
def test_a_name_finds_itself(name: str) -> None:
    assert score(name, name) == 1
