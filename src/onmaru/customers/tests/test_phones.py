import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.customers import phones


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("010-1234-5678", "01012345678", "010-1234-5678"),
        ("+82 10 1234 5678", "01012345678", "010-1234-5678"),
        ("0082-(0)10-1234-5678", "01012345678", "010-1234-5678"),
        ("02)123-4567", "021234567", "02-123-4567"),
        ("031 1234 5678", "03112345678", "031-1234-5678"),
        ("1588-1234", "15881234", "1588-1234"),
        ("+1 (415) 555-0100", "+14155550100", "+14155550100"),
        ("없음", "", ""),
        ("12", "", ""),
        ("1" * 40, "", ""),
    ],
)
def test_a_number_is_one_however_it_is_written(typed: str, stored: str, shown: str) -> None:
    assert phones.normalised(typed) == stored
    assert phones.shown(stored) == shown


@given(st.text(max_size=40))
def test_a_stored_number_stays_as_it_is(typed: str) -> None:
    assert phones.normalised(phones.normalised(typed)) == phones.normalised(typed)
