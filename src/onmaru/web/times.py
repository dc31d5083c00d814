"""A moment in words of the reader's language and zone, as `_time.html` writes it."""

from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import get_language

SHOWN = {"relative": "SHORT_DATETIME_FORMAT", "clock": "H:i", "day": "DATE_FORMAT"}


class Words(NamedTuple):
    # As scripts read it; also in full; and as it stands in a page before a script says it better.
    iso: str
    whole: str
    shown: str


def words(at: datetime) -> Words:
    return _words(at, get_language(), get_current_timezone_name())


@lru_cache(maxsize=5000)
def _words(at: datetime, _language: str | None, _zone: str) -> Words:
    here = localtime(at)
    return Words(here.isoformat(), date_format(here, "DATETIME_FORMAT"), date_format(here, SHOWN["relative"]))
