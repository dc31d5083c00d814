"""The Date header as an aware moment in UTC."""

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

#: Zones that RFC 5322 does not know but that stand in real mail.
ZONES = {
    "KST": 9,
    "JST": 9,
    "CST-CHINA": 8,
    "HKT": 8,
    "SGT": 8,
    "CET": 1,
    "CEST": 2,
    "BST": 1,
    "EET": 2,
    "MSK": 3,
}
KOREAN = re.compile(
    r"(\d{4})[년./-]\s*(\d{1,2})[월./-]\s*(\d{1,2})일?[.,]?\s*(?:\(?[월화수목금토일](?:요일)?\)?)?\s*"
    r"(오전|오후)?\s*(\d{1,2})[:시]\s*(\d{1,2})(?:[:분]\s*(\d{1,2}))?"
)


def parse_date(value: str) -> datetime | None:
    """None when nothing sensible can be read; a missing zone is taken for UTC."""
    value = value[:200].strip()
    if not value:
        return None
    try:
        return _rfc5322(value) or _iso(value) or _korean(value)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _rfc5322(value: str) -> datetime | None:
    parts = parsedate_tz(value)
    if parts is None:
        return None
    offset = parts[9]
    named = re.search(r"\b([A-Z]{3,4})\)?\s*$", value)
    if not offset and named and named[1] in ZONES and not re.search(r"[+-]\d{4}", value):
        offset = ZONES[named[1]] * 3600
    if offset is not None and abs(offset) >= 86_400:
        offset = 0
    year, month, day, hour, minute, second = parts[:6]
    zone = timezone(timedelta(seconds=offset or 0))
    return datetime(year, month, day, min(hour, 23), min(minute, 59), min(second, 59), tzinfo=zone).astimezone(UTC)


def _iso(value: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)


def _korean(value: str) -> datetime | None:
    match = KOREAN.search(value)
    if match is None:
        return None
    year, month, day, half, hour, minute, second = match.groups()
    hour = int(hour) % 12 + (12 if half == "오후" else 0) if half else int(hour)
    seoul = timezone(timedelta(hours=9))
    return datetime(int(year), int(month), int(day), hour, int(minute), int(second or 0), tzinfo=seoul).astimezone(UTC)
