from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.asked import ask, other_keyboard
from onmaru.language.days import Days, days
from onmaru.language.keys import keys_of
from onmaru.language.marking import marked, snippet
from onmaru.language.query import Filter, Query, parse
from onmaru.language.slips import is_slip, slip_keys, spans

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("환불 안내", Query(words=("환불", "안내"))),
        ('"부분 취소" 환불', Query(words=("환불",), phrases=("부분 취소",))),
        ("환불 -교환", Query(words=("환불",), excluded=("교환",))),
        ('환불 -"부분 취소"', Query(words=("환불",), excluded=("부분 취소",))),
        ("from:김유나", Query(filters=(Filter("from", "김유나"),))),
        ("보낸사람:김유나", Query(filters=(Filter("from", "김유나"),))),
        ('태그:"대량 주문"', Query(filters=(Filter("tag", "대량 주문"),))),
        ("-tag:#파손", Query(filters=(Filter("tag", "파손", negated=True),))),
        ("담당:@민지", Query(filters=(Filter("agent", "민지"),))),
        ("상태:해결", Query(filters=(Filter("status", "resolved"),))),
        ("has:첨부 in:메모", Query(filters=(Filter("has", "attachment"), Filter("in", "note")))),
        ("채널：카카오", Query(filters=(Filter("channel", "카카오"),))),
        ("이전:2026-11-01", Query(before=date(2026, 11, 1))),
        ("after:어제 before:오늘", Query(after=date(2026, 11, 21), before=TODAY)),
        ("날짜:2026-10", Query(after=date(2026, 10, 1), before=date(2026, 11, 1))),
        ("after:7d", Query(after=date(2026, 11, 15))),
        ("before:soon", Query(misread=("before:soon",))),
        ("status:odd", Query(misread=("status:odd",))),
        ("from:", Query()),
        ("foo:bar https://a.example", Query(words=("foo:bar", "https://a.example"))),
        ('"', Query()),
        ('- -- ""', Query()),
        ("\0환불\0", Query(words=("환불",))),
    ],
)
def test_a_query_is_taken_apart(text: str, expected: Query) -> None:
    parsed = parse(text, TODAY)
    assert Query(words=parsed.words, phrases=parsed.phrases, excluded=parsed.excluded, filters=parsed.filters, after=parsed.after,
                 before=parsed.before, misread=parsed.misread) == expected  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [("2026.11.2", date(2026, 11, 2)), ("20261102", date(2026, 11, 2)), ("11/30", date(2025, 11, 30)), ("3일전", date(2026, 11, 19)),
     ("2주", date(2026, 11, 8)), ("2025", date(2025, 1, 1)), ("2026년 3월", date(2026, 3, 1))],
)  # fmt: skip
def test_days_as_people_type_them(text: str, first: date) -> None:
    found = days(text, TODAY)
    assert isinstance(found, Days)
    assert found.first == first


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("그 가격에는 여전히 사지 않으리라 생각해요", "여전히 않으리라"),
        ("비싼 달러주고 산 컵이 깨졌어요", "컵이 달러주고"),
        ("3점은 포장, 5점은 배송이에요", "점은 배송이에요"),
        ("재고가 없는 줄 알고 취소했는데 봤는데 있네요", "봤는데 알고"),
    ],
)
def test_a_word_is_found_where_it_stands_as_typed(text: str, typed: str) -> None:
    # Out of its sentence the analyser cuts such a word down to a syllable, or takes it for another.
    keys = set(keys_of(text))
    for term in ask(Query(text=typed, words=tuple(typed.split()))).terms:
        assert any(option <= keys for option in term.options), term


def test_words_as_typed_are_asked_for_only_where_that_is_more() -> None:
    exactly = {typed: len(ask(Query(text=typed, words=tuple(typed.split()))).exactly) for typed in ("환불", "환불 요청", "아직 환불")}
    assert exactly == {"환불": 0, "환불 요청": 0, "아직 환불": 2}


@given(st.text())
def test_every_text_is_a_query(text: str) -> None:
    ask(parse(text, TODAY))


@given(st.text(), st.lists(st.text(), max_size=4))
def test_marking_changes_no_sign(text: str, words: list[str]) -> None:
    assert "".join(segment.text for segment in marked(text, words)) == text


def test_what_is_marked() -> None:
    assert [piece.text for piece in marked("반품 택배 보내요", ["반품택배"]) if piece.is_marked] == ["반품 택배"]
    assert [piece.text for piece in marked("Refunded orders", ["refund"]) if piece.is_marked] == ["Refunded"]
    long = "앞말 " * 200 + "여기 환불 얘기가 있어요 " + "뒷말 " * 200
    assert "환불" in "".join(piece.text for piece in snippet(long, ["환불"]))


@pytest.mark.parametrize(
    ("typed", "meant"), [("qksvna", "반품"), ("ㄱㄷ려ㅜㅇ", "refund"), ("Rkswl", "깐지"), ("refund", None), ("반품", None), ("ㅂㅍ", None)]
)
def test_the_other_mode_of_the_keyboard(typed: str, meant: str | None) -> None:
    assert other_keyboard(typed) == meant


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("반푼", "반품", True), ("베송", "배송", True), ("배손", "배송", True), ("반품", "교환", False), ("반품", "반품", False)],
)
def test_a_slip_of_the_finger(one: str, other: str, same: bool) -> None:
    assert is_slip(one, other) is same
    if same:
        assert set(slip_keys(one)) & set(slip_keys(other))


def test_pieces_of_a_badly_cut_word_are_put_together() -> None:
    assert spans(("반", "푼", "택배")) == ["반푼", "반푼택배", "푼택배", "택배"]
