"""What goes with a conversation, put together from what is known."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.language.facts import Fact, Kind
from onmaru.people.hours import Calendar, Span
from onmaru.stated.holding import Amended
from onmaru.teamwork.due import due_at, one_business_day
from onmaru.teamwork.packet import LONGEST, TRIES, Known, Said, Tried, gist, packed

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)


def said(minutes: int, text: str, by: str = "", **more: Any) -> Said:
    return Said(NOON + timedelta(minutes=minutes), by == "", text, by, **more)


def test_it_says_how_it_began_what_is_still_asked_and_what_was_tried() -> None:
    talk = (
        said(0, "안녕하세요. 주문번호 20261110-000123 컵이 안 왔어요. 언제 오나요?"),
        said(5, "확인해 보겠습니다.", by="김민지"),
        said(9, "010-1234-5678로 전화 주실 수 있나요?"),
    )
    packet = packed(Known(talk, NOON, taken_at=NOON, taken_by="김민지", waiting_since=talk[2].at))
    assert packet["facts"] == [["phone", "010-1234-5678"], ["order", "20261110-000123"]]
    assert packet["summary"] == {
        "messages": 2,
        "first": "주문번호 20261110-000123 컵이 안 왔어요. 언제 오나요?",
        "last": "010-1234-5678로 전화 주실 수 있나요?",
        "asks": ["010-1234-5678로 전화 주실 수 있나요?"],
        "answered": "확인해 보겠습니다.",
    }
    assert [(one["what"], one["by"], one["words"]) for one in packet["tried"]] == [("answer", "김민지", "확인해 보겠습니다.")]


def test_the_latest_value_of_a_fact_comes_first_and_each_is_there_once() -> None:
    talk = (said(0, "010-1111-2222 입니다"), said(1, "아니요 010-3333-4444 입니다"), said(2, "01011112222 도 됩니다"))
    assert packed(Known(talk, NOON))["facts"] == [["phone", "01011112222"], ["phone", "010-3333-4444"]]


def test_what_others_know_is_added() -> None:
    known = Known(
        (said(0, "안녕하세요"),),
        NOON,
        tried=(Tried(NOON, "macro", "김민지", "배송 안내"),),
        amended=Amended(noted=(Fact(Kind.ORDER, "A-1", 0),)),
    )
    packet = packed(known)
    assert packet["facts"] == [["order", "A-1"]]
    assert packet["tried"][0]["words"] == "배송 안내"


def test_what_was_struck_out_is_not_handed_on() -> None:
    amended = Amended(struck=(Fact(Kind.PHONE, "01011112222", 0),))
    assert packed(Known((said(0, "010-1111-2222, 주문번호 A-1"),), NOON, amended=amended))["facts"] == [["order", "A-1"]]


def test_what_did_not_arrive_was_tried_in_vain() -> None:
    packet = packed(Known((said(0, "언제 오나요?"), said(1, "내일요", by="김민지", arrived=False)), NOON))
    assert packet["tried"][0]["what"] == "undelivered"
    assert packet["summary"]["asks"] == ["언제 오나요?"]


def test_only_the_last_tries_are_told() -> None:
    talk = tuple(said(number, f"답 {number}", by="김민지") for number in range(TRIES + 3))
    packet = packed(Known(talk, NOON))
    assert (len(packet["tried"]), packet["earlier"]) == (TRIES, 3)
    assert packet["tried"][-1]["words"] == f"답 {TRIES + 2}"


@given(st.text(max_size=600))
def test_a_gist_is_one_short_line_of_what_was_written(text: str) -> None:
    found = gist(text)
    assert len(found) <= LONGEST + 1 and "\n" not in found
    assert found.rstrip("…") in " ".join(text.split())


WEEK = (*((Span("10:00", "12:30"), Span("13:30", "18:00")),) * 5, (), ())
SHOP = Calendar(week=WEEK)


def seoul(day: int, time: str) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=SHOP.zone)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ((18, "11:00"), (19, "11:00")),
        # Into the open hours of that day.
        ((18, "13:00"), (19, "13:30")),
        ((18, "08:00"), (19, "10:00")),
        ((18, "21:00"), (19, "18:00")),
        # Over the weekend.
        ((20, "16:00"), (23, "16:00")),
        ((21, "16:00"), (23, "16:00")),
    ],
)
def test_one_business_day(start: tuple[int, str], due: tuple[int, str]) -> None:
    assert one_business_day(SHOP, seoul(*start)) == seoul(*due)


def test_a_shop_that_never_opens_waits_a_day() -> None:
    assert one_business_day(Calendar(week=((),) * 7), seoul(18, "11:00")) == seoul(19, "11:00")


def test_a_promise_that_is_still_to_come_counts() -> None:
    now = seoul(18, "11:00")
    assert due_at(seoul(18, "15:00"), SHOP, now) == seoul(18, "15:00")
    assert due_at(seoul(18, "10:00"), SHOP, now) == seoul(19, "11:00")


@given(st.integers(0, 500 * 24 * 60))
def test_it_is_due_after_today_and_when_somebody_is_there(minutes: int) -> None:
    start = seoul(1, "00:00") + timedelta(minutes=minutes)
    due = one_business_day(SHOP, start)
    assert due.date() > start.date()
    assert any(opens <= due <= closes for opens, closes in (span.on(due.date(), SHOP.zone) for span in SHOP.on(due.date())))
