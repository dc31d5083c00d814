from datetime import timedelta

import pytest
from django.utils import translation

from onmaru.sla.wording import spoken


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 min"), (0.4, "0 min"), (45, "45 sec"), (59.9, "59 sec"), (60, "1 min"), (3_690, "1 h 1 min"), (90_000, "1 day 1 h"),
        (180_000, "2 days 2 h"),
    ],
)  # fmt: skip
def test_a_length_is_said_in_units_that_fit(seconds: float, words: str) -> None:
    with translation.override("en"):
        assert spoken(timedelta(seconds=seconds)) == words


def test_business_hours_are_no_days() -> None:
    assert spoken(timedelta(hours=50, minutes=30), in_days=False) == "50시간 30분"
