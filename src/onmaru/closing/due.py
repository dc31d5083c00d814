"""When a customer is asked. Pure."""

from datetime import datetime, timedelta

from onmaru.people.hours import Calendar

# Long enough to take a resolution back; in a chat the customer is still there.
SOON, IN_A_CHAT = timedelta(minutes=1), timedelta(seconds=10)


def solved_at(resolved_at: datetime, is_chat: bool) -> datetime:
    return resolved_at + (IN_A_CHAT if is_chat else SOON)


def still_fine_at(resolved_at: datetime, days: int, calendar: Calendar) -> datetime:
    """So many days later, in business hours; by a calendar that never opens, then."""
    return within_hours(resolved_at + timedelta(days=days), calendar)


def within_hours(at: datetime, calendar: Calendar) -> datetime:
    return at if calendar.is_open(at) else calendar.next_opening(at) or at
