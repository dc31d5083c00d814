"""Days as people type them: 2026-11-22, 11/22, 2026-11, 어제, 3일전, 7d. Pure."""

import re
from datetime import date, timedelta
from typing import NamedTuple

_DAY = re.compile(r"(?:(\d{4})[-./년]\s?)?(\d{1,2})[-./월]\s?(\d{1,2})일?\.?")
_MONTH = re.compile(r"(\d{4})[-./년]\s?(\d{1,2})월?\.?")
_YEAR = re.compile(r"(\d{4})년?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AGO = re.compile(r"(\d{1,4})\s?(d|w|m|y|일|주|달|개월|년)\s?(?:전|ago)?")
_NAMED = {"today": 0, "오늘": 0, "yesterday": 1, "어제": 1, "그제": 2, "그저께": 2}
_LENGTH = {"d": 1, "일": 1, "w": 7, "주": 7, "m": 30, "달": 30, "개월": 30, "y": 365, "년": 365}


class Days(NamedTuple):
    """From the first day on, and before `end`."""

    first: date | None
    end: date | None


def days(text: str, today: date) -> Days | None:
    """The day, month or year that a text names; None when it names none. A day without a year is the last such day."""
    text = text.strip().lower()
    if text in _NAMED:
        return _one(today - timedelta(days=_NAMED[text]))
    try:
        if found := _PACKED.fullmatch(text):
            return _one(date(*map(int, found.groups())))
        if found := _MONTH.fullmatch(text):
            return _month(int(found[1]), int(found[2]))
        if found := _DAY.fullmatch(text):
            if found[1]:
                return _one(date(int(found[1]), int(found[2]), int(found[3])))
            day = date(today.year, int(found[2]), int(found[3]))
            return _one(day if day <= today else day.replace(year=today.year - 1))
        if found := _YEAR.fullmatch(text):
            return Days(date(int(found[1]), 1, 1), date(int(found[1]) + 1, 1, 1))
        if found := _AGO.fullmatch(text):
            return _one(today - timedelta(days=int(found[1]) * _LENGTH[found[2]]))
    except (ValueError, OverflowError):
        return None
    return None


def _one(day: date) -> Days:
    return Days(day, day + timedelta(days=1))


def _month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year + month // 12, month % 12 + 1, 1))
