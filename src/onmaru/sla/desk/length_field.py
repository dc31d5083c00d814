import re
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from onmaru.sla.wording import spoken

_PART = re.compile(r"(\d{1,4})\s*(days?|hours?|minutes?|mins?|d|h|m|일|시간|분)")
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
_KOREAN = {"일": "d", "시간": "h", "분": "m"}
LONGEST = timedelta(days=365)


def names_days(text: str) -> bool:
    return any(_KOREAN.get(unit, unit[0]) == "d" for _count, unit in _PART.findall(text.lower()))


def only_hours() -> forms.ValidationError:
    """Two days of a shop that opens for eight hours are 16 of them, not 48: whoever writes days is asked which they mean."""
    return forms.ValidationError(_("Only business hours count here, so write hours: two days of eight hours are 16h."))


class LengthField(forms.CharField):
    """ "6h", "1h 30m", "2일", "30분": a length of time; empty for none. Of `open_hours` there are no days."""

    def __init__(self, open_hours: bool = False, **options: Any) -> None:
        super().__init__(required=False, max_length=40, **options)
        self.open_hours = open_hours

    def prepare_value(self, value: Any) -> Any:
        return spoken(value, in_days=not self.open_hours) if isinstance(value, timedelta) else value

    def clean(self, value: Any) -> timedelta | None:
        text = (super().clean(value) or "").strip().lower()
        if not text:
            return None
        parts: list[tuple[str, str]] = _PART.findall(text)
        total = sum((int(count) * _UNITS[_KOREAN.get(unit, unit[0])] for count, unit in parts), timedelta())
        if _PART.sub("", text).strip(" ,") or not timedelta() < total <= LONGEST:
            raise forms.ValidationError(_("Write a length of time like 30m, 6h or 1h 30m; a year at the most."))
        if self.open_hours and names_days(text):
            raise only_hours()
        return total
