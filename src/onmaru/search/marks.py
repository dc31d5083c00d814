"""Keys that no text says: of which day a thing is, and of which sort. The index of keys then skips all others."""

from datetime import UTC, datetime

from onmaru.language.keys import number


def day_key(at: datetime) -> int:
    return number(f"D{at.astimezone(UTC):%Y%m%d}")


def start_of_day(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def sort_key(sort: str) -> int:
    return number(f"S{sort}")
