from datetime import datetime, timedelta

import pytest

from onmaru.language.names import plain_name
from onmaru.language.placeholders import missing, unknown
from onmaru.triage.promise import Basis, Promise
from onmaru.triage.tests.conftest import SEOUL, WEDNESDAY
from onmaru.triage.wording import NEEDED, PLACEHOLDERS, en, ko, of, spoken


def promised(due: str | None, usual: int = 0, opens: str | None = None, busy: bool = False) -> Promise:
    basis = Basis("default", 0, None, timedelta(hours=6), 0)
    when = [datetime.fromisoformat(text).replace(tzinfo=SEOUL) if text else None for text in (due, opens)]
    return Promise(when[0], timedelta(minutes=usual) if usual else None, when[1], busy, basis)


@pytest.mark.parametrize(
    ("made", "korean", "english"),
    [
        (
            promised("2026-11-18T15:00", usual=120),
            "보통 2시간 안에 답해 드리고 있으며, 늦어도 오늘 오후 3시까지 상담사가 직접 답해 드리겠습니다.",
            "We usually answer within 2 hours, and one of us will answer you by 3 PM today (Seoul time) at the latest.",
        ),
        (
            promised("2026-11-18T12:00"),
            "오늘 낮 12시까지 상담사가 직접 답해 드리겠습니다.",
            "One of us will answer you by noon today (Seoul time).",
        ),
        (
            promised("2026-11-19T10:30"),
            "내일 오전 10시 30분까지 상담사가 직접 답해 드리겠습니다.",
            "One of us will answer you by 10:30 AM tomorrow (Seoul time).",
        ),
        (
            promised("2026-11-20T14:00"),
            "이번 주 금요일 오후 2시까지 상담사가 직접 답해 드리겠습니다.",
            "One of us will answer you by 2 PM on Friday (Seoul time).",
        ),
        (
            promised("2026-11-23T14:00"),
            "11월 23일(월) 오후 2시까지 상담사가 직접 답해 드리겠습니다.",
            "One of us will answer you by 2 PM on Monday (Seoul time).",
        ),
        (
            promised("2026-12-03T14:00", busy=True),
            "지금은 문의가 평소보다 많습니다. 차례대로 살펴 12월 3일(목) 오후 2시까지 상담사가 직접 답해 드리겠습니다.",
            "More people than usual are writing to us right now. One of us will answer you by 2 PM on Thursday, 3 December (Seoul time).",
        ),
        (
            promised("2026-11-19T12:00", opens="2026-11-19T10:00"),
            "지금은 상담 시간이 아닙니다. 내일 오전 10시에 상담을 시작하며, 내일 낮 12시까지 상담사가 직접 답해 드리겠습니다.",
            "We are closed at the moment and open at 10 AM tomorrow (Seoul time). One of us will answer you by noon tomorrow (Seoul time).",
        ),
        (promised(None), "확인하는 대로 상담사가 직접 답해 드리겠습니다.", "One of us will answer you as soon as we have looked into it."),
    ],
)
def test_promises_in_words(made: Promise, korean: str, english: str) -> None:
    assert ko.promise(made, WEDNESDAY, SEOUL) == korean
    assert en.promise(made, WEDNESDAY, SEOUL) == english


@pytest.mark.parametrize(
    ("minutes", "korean", "english"),
    [(10, "10분 안에", "within 10 minutes"), (60, "1시간 안에", "within an hour"), (300, "5시간 안에", "within 5 hours")],
)
def test_durations_in_words(minutes: int, korean: str, english: str) -> None:
    assert ko.within(timedelta(minutes=minutes)) == korean
    assert en.within(timedelta(minutes=minutes)) == english


@pytest.mark.parametrize(
    ("name", "korean", "english"),
    [
        ("김유나", "김유나님", "김유나"),
        ("김유나님", "김유나님", "김유나님"),
        ("김유나 고객님", "김유나님", "김유나 고객님"),
        ("김유나 (인스타 주문)", "김유나님", "김유나"),
        ('"Smith, John"', "고객님", "there"),
        ("John O'Brien", "John O'Brien 님", "John O'Brien"),
        ("Dr. Mia Berg", "Dr. Mia Berg 님", "Dr. Mia Berg"),
        ("", "고객님", "there"),
        ("yuna@naver.example", "고객님", "there"),
        ("최저가 www.casino.example", "고객님", "there"),
        ("casino.example", "고객님", "there"),
        ("대출 010 1234 5678", "고객님", "there"),
        ("무료 쿠폰 받으러 지금 바로 오세요", "고객님", "there"),
        ("a\nBcc: x", "고객님", "there"),
    ],
)
def test_a_name_is_used_only_when_it_is_one(name: str, korean: str, english: str) -> None:
    assert ko.greeting(name) == korean
    assert en.greeting(name) == english


def test_names_in_any_script() -> None:
    assert plain_name("山田 太郎") == "山田 太郎"
    assert plain_name("José Ñandú") == "José Ñandú"


@pytest.mark.parametrize(("language", "answered_in"), [("ko", "ko"), ("ko-KR", "ko"), ("en", "en"), ("ja", "en"), ("zh", "en"), ("", "en")])
def test_whoever_writes_another_language_is_answered_in_english(language: str, answered_in: str) -> None:
    assert spoken(language) == answered_in
    assert of(language) is {"ko": ko, "en": en}[answered_in]


def test_our_words_can_be_filled_in() -> None:
    for words in (ko, en):
        assert not unknown(words.TEXT, PLACEHOLDERS) and not missing(words.TEXT, NEEDED)
