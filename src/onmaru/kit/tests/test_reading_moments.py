from datetime import UTC, datetime

import pytest

from onmaru.kit import clock


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-18T11:00:00+09:00", datetime(2026, 11, 18, 2, tzinfo=UTC)),
        ("2026-11-18T02:00:00Z", datetime(2026, 11, 18, 2, tzinfo=UTC)),
        # PostgreSQL knows no zone so far from Greenwich; the moment is one all the same.
        ("2026-11-18T23:59:00+23:59", datetime(2026, 11, 18, tzinfo=UTC)),
        ("0001-01-01T00:00:00+23:59", None),
        ("9999-12-31T23:59:00-23:59", None),
        ("2026-11-18T11:00:00", None),
        ("2026-13-45", None),
        ("", None),
    ],
)
def test_moments_of_addresses(text: str, moment: datetime | None) -> None:
    assert clock.read(text) == moment
