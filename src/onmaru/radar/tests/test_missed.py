"""Who was left without an answer, by a table."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onmaru.radar.day import HEIGHT, counted, moments, picture
from onmaru.radar.missed import Cause, Facts, missed
from onmaru.radar.stated import stated

NOW = datetime(2026, 11, 18, 3, tzinfo=UTC)
AGO = NOW - timedelta(hours=3)
YESTERDAY = NOW - timedelta(hours=25)
RESOLVED: dict[str, Any] = {"status": "resolved", "asked_at": AGO, "resolved_at": AGO}


@pytest.mark.parametrize(
    ("facts", "verdict"),
    [
        ({"status": "open"}, None),
        ({"status": "open", "waiting_since": AGO}, None),
        ({"status": "open", "waiting_since": YESTERDAY}, (Cause.LONG, YESTERDAY)),
        # A promise says when it is too late, be that sooner or later than a day.
        ({"status": "open", "waiting_since": AGO, "due_at": NOW, "due_for": "first"}, (Cause.LATE, AGO)),
        ({"status": "open", "waiting_since": AGO, "due_at": NOW - timedelta(1), "due_for": "next"}, (Cause.LATE, AGO)),
        ({"status": "open", "waiting_since": YESTERDAY, "due_at": NOW + timedelta(1), "due_for": "next"}, None),
        # A resolution that is due owes nobody an answer.
        ({"status": "open", "due_at": AGO, "due_for": "resolution"}, None),
        ({"status": "open", "waiting_since": YESTERDAY, "due_at": AGO, "due_for": "resolution"}, (Cause.LONG, YESTERDAY)),
        # What was put off on purpose, is spam, or was merged away.
        ({"status": "snoozed", "waiting_since": YESTERDAY}, None),
        ({"status": "open", "waiting_since": YESTERDAY, "shown": False}, None),
        ({"status": "open", "waiting_since": AGO, "abandoned_at": NOW}, (Cause.ABANDONED, AGO)),
        # They came back and wrote again since.
        ({"status": "open", "waiting_since": AGO, "abandoned_at": YESTERDAY}, None),
        (RESOLVED, (Cause.RESOLVED, AGO)),
        ({**RESOLVED, "answered": True}, None),
        ({**RESOLVED, "asked_at": None}, None),
        ({**RESOLVED, "resolved_by_customer": True}, None),
        ({**RESOLVED, "let_be_at": NOW}, None),
        ({**RESOLVED, "let_be_at": YESTERDAY}, (Cause.RESOLVED, AGO)),
    ],
)
def test_table(facts: dict[str, Any], verdict: tuple[Cause, datetime] | None) -> None:
    assert missed(Facts(**facts), NOW) == verdict


def test_what_is_stated_is_the_same_however_it_is_written() -> None:
    mail = stated("주문번호: 20261120-0001, 연락처 010-1234-5678", "Yuna@customer.example")
    chat = stated("주문 번호 20261120 0001... 20261120-0001 이요! +82 10 1234 5678")
    assert set(mail) == {"order:202611200001", "phone:01012345678", "email:yuna@customer.example"}
    assert mail["order:202611200001"] == "20261120-0001"
    assert {"order:202611200001", "phone:01012345678"} <= set(chat)
    # The number of an office is named by many, and an amount by everybody.
    assert stated("1588-1234에 전화했어요. 15,000원이요.") == {}


def test_open_ones_are_counted_at_each_moment() -> None:
    hours = [NOW + timedelta(hours=hour) for hour in range(4)]
    spans = [(hours[0] - timedelta(days=1), hours[1]), (hours[1], None), (hours[2], hours[3])]
    assert counted(spans, hours) == [1, 1, 2, 1]
    assert [sum(start <= hour and (end is None or end > hour) for start, end in spans) for hour in hours] == [1, 1, 2, 1]


def test_the_picture_stays_within_its_frame_and_ends_now() -> None:
    end = NOW + timedelta(days=1)
    drawn = picture(NOW, NOW + timedelta(hours=12), end, [(NOW + timedelta(hours=3), None)] * 4, [])
    missed_line, duplicates = drawn.lines
    assert drawn.most == 4 and missed_line.counts[0] == 0 and missed_line.counts[-1] == 4
    assert missed_line.path.startswith(f"M0 {HEIGHT}") and "V0" in missed_line.path and missed_line.path.endswith("H300")
    assert "V" not in duplicates.path
    assert moments(NOW, NOW) == [NOW] and moments(NOW, NOW + timedelta(minutes=20))[-1] == NOW + timedelta(minutes=20)
