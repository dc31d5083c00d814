"""When customers are asked, who is not, and in what words: tables."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.closing import wording
from onmaru.closing.due import solved_at, still_fine_at
from onmaru.closing.silence import STALE, Facts, why_silent
from onmaru.people.hours import Calendar

SEOUL = ZoneInfo("Asia/Seoul")
OPEN = Calendar(time_zone="Asia/Seoul")


def at(day: int, hour: int) -> datetime:
    """Of November 2026; the 18th is a Wednesday."""
    return datetime(2026, 11, day, hour, tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("resolved", "days", "asked"),
    [
        (at(18, 11), 2, at(20, 11)),
        # A Saturday is moved to Monday's opening.
        (at(18, 11), 3, at(23, 10)),
        (at(18, 22), 1, at(20, 10)),
        (at(18, 5), 1, at(19, 10)),
    ],
)
def test_days_later_in_business_hours(resolved: datetime, days: int, asked: datetime) -> None:
    assert still_fine_at(resolved, days, OPEN) == asked


@given(st.integers(0, 365 * 24 * 60), st.integers(1, 90))
def test_never_out_of_hours_and_never_early(minutes: int, days: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=SEOUL) + timedelta(minutes=minutes)
    asked = still_fine_at(moment, days, OPEN)
    assert OPEN.is_open(asked) and asked >= moment + timedelta(days=days)


def test_a_shop_that_never_opens_asks_all_the_same() -> None:
    never = Calendar(week=((),) * 7)
    assert still_fine_at(at(18, 3), 1, never) == at(19, 3)


def test_soon_but_not_before_it_can_be_taken_back() -> None:
    assert solved_at(at(18, 11), is_chat=False) - at(18, 11) == timedelta(minutes=1)
    assert solved_at(at(18, 11), is_chat=True) - at(18, 11) == timedelta(seconds=10)


@pytest.mark.parametrize(
    ("facts", "because"),
    [
        (Facts(), ""),
        (Facts(late=STALE), ""),
        (Facts(late=STALE + timedelta(seconds=1)), "too late"),
        (Facts(deleted=True, spam=True), "deleted"),
        (Facts(merged=True), "merged"),
        (Facts(spam=True), "spam"),
        (Facts(blocked=True), "blocked"),
        (Facts(taken_up_again=True), "taken up again"),
        (Facts(paused=True), "channel paused"),
        (Facts(unreachable=True), "undeliverable address"),
        (Facts(switched_off=True), "switched off"),
        (Facts(wrote_since=True), "the customer wrote since"),
    ],
)
def test_who_is_not_asked(facts: Facts, because: str) -> None:
    assert why_silent(facts) == because


@pytest.mark.parametrize("language", ["ko", "en", "en-US", "fr", ""])
@pytest.mark.parametrize("kind", ["solved", "still_fine"])
def test_every_letter_names_the_inquiry_and_both_answers(language: str, kind: str) -> None:
    asked = wording.Asked(kind, "김유나", "하루 & 상점", "12", "https://x.example/yes/", "https://x.example/no/")
    words = wording.of(language)
    text, html = wording.letter(asked, words), wording.letter_as_html(asked, words)
    assert "12" in text and "하루 & 상점" in text
    assert "https://x.example/yes/" in text and "https://x.example/no/" in text
    assert 'href="https://x.example/no/"' in html and "하루 &amp; 상점" in html
    assert "{shop}" not in text + html and "{number}" not in text + html
    assert (words is wording.ko) == (language == "ko")


def test_without_an_address_the_answer_is_a_mail() -> None:
    text = wording.letter(wording.Asked("solved", "", "하루상점", "12"), wording.ko)
    assert "답해 주세요" in text and "http" not in text and text.startswith("고객님")
